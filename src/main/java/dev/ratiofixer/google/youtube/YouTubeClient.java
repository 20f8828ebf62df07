package dev.ratiofixer.google.youtube;

import dev.ratiofixer.google.youtube.YouTubeFailure.KeyRefused;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The YouTube Data API over HTTP. It does not retry, cache or count: that is its caller's.
 *
 * <p>The key is asked for at every call, so that a new one counts at once; an empty one is refused here, without a
 * request.
 */
public final class YouTubeClient implements YouTubeApi {
    private final BoundedHttpGet http;
    private final Supplier<String> key;

    public YouTubeClient(Vertx vertx, ApiSettings settings, Supplier<String> key) {
        this.http = new BoundedHttpGet(vertx, settings);
        this.key = key;
    }

    @Override
    public Future<VideoBatch> videos(VideoCall call, List<VideoId> ids) {
        requireBatch(ids);
        String joined = ids.stream().map(VideoId::value).collect(Collectors.joining("%2C"));
        return get(call.target(joined), body -> VideoResponseParser.read(call, ids, body));
    }

    @Override
    public Future<Map<String, String>> uploadPlaylists(List<String> channelIds) {
        requireBatch(channelIds);
        String joined = channelIds.stream().map(YouTubeClient::encode).collect(Collectors.joining("%2C"));
        return get(
                "/youtube/v3/channels?part=contentDetails&maxResults=" + MAX_IDS + "&id=" + joined,
                ChannelResponseParser::uploadPlaylists);
    }

    @Override
    public Future<UploadsPage> uploads(String playlistId, @Nullable String pageToken) {
        String target = "/youtube/v3/playlistItems?part=contentDetails&maxResults=" + MAX_IDS + "&playlistId="
                + encode(playlistId);
        return get(
                pageToken == null ? target : target + "&pageToken=" + encode(pageToken),
                ChannelResponseParser::uploads);
    }

    /** Closes its connections. */
    public Future<Void> close() {
        return http.close();
    }

    private <T> Future<T> get(String target, Function<Buffer, T> read) {
        String secret = key.get();
        if (secret.isBlank()) {
            return YouTubeException.failed(new KeyRefused("none is set"));
        }
        return http.get(target + "&key=" + encode(secret.strip()))
                .compose(answer -> answer.status() == 200
                        ? Future.succeededFuture(read.apply(answer.body()))
                        : YouTubeException.failed(
                                ErrorResponseParser.failure(answer.status(), answer.retryAfter(), answer.body())));
    }

    private static void requireBatch(List<?> ids) {
        if (ids.isEmpty() || ids.size() > MAX_IDS) {
            throw new IllegalArgumentException("1 to " + MAX_IDS + " ids a call, not " + ids.size());
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
