package dev.ratiofixer.google.youtube;

import static dev.ratiofixer.provider.ProviderHttpClient.encode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.GoogleHttpClient;
import dev.ratiofixer.google.GoogleHttpClient.GoogleApi;
import dev.ratiofixer.google.GoogleHttpClient.KeyCredential;
import dev.ratiofixer.google.youtube.YouTubeApi.UploadsPage;
import dev.ratiofixer.google.youtube.YouTubeApi.VideoCall;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The YouTube Data API over HTTP. It does not retry, cache or count: that is its caller's. The key is asked for at
 * every call, so that a new one counts at once; an empty one is refused here, without a request.
 */
public final class YouTubeClient implements YouTubeApi {
    private final GoogleHttpClient http;
    private final String base;
    private final VideoResponseParser videos = new VideoResponseParser();

    public YouTubeClient(Vertx vertx, InstantSource clock, ApiSettings settings, Supplier<String> key) {
        this.http = new GoogleHttpClient(
                vertx, clock, GoogleApi.YOUTUBE, settings.limits(), new KeyCredential(() -> Optional.of(key.get())));
        this.base = ProviderHttpClient.origin(settings.origin());
    }

    @Override
    public Future<VideoBatch> videos(VideoCall call, List<VideoId> ids) {
        requireBatch(ids);
        String joined = ids.stream().map(VideoId::value).collect(Collectors.joining("%2C"));
        return get(call.target(joined), answer -> videos.read(call, ids, answer));
    }

    @Override
    public Future<Map<String, String>> uploadPlaylists(List<String> channelIds) {
        requireBatch(channelIds);
        String joined = channelIds.stream().map(ProviderHttpClient::encode).collect(Collectors.joining("%2C"));
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

    private <T> Future<T> get(String target, Function<JsonNode, T> read) {
        return http.get(base + target).map(reply -> read.apply(reply.body()));
    }

    private static void requireBatch(List<?> ids) {
        if (ids.isEmpty() || ids.size() > MAX_IDS) {
            throw new IllegalArgumentException("1 to " + MAX_IDS + " ids a call, not " + ids.size());
        }
    }
}
