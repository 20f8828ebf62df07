package dev.ratiofixer.google.youtube;

import dev.ratiofixer.google.youtube.YouTubeApi.UploadsPage;
import dev.ratiofixer.google.youtube.YouTubeApi.VideoCall;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link YouTubeClient} that is replaced when the configuration names another origin or time limit. Calls under way
 * end where they began. Belongs to one context.
 */
public final class ReconfigurableClient implements YouTubeApi {
    private final Vertx vertx;
    private final InstantSource clock;
    private final Supplier<String> key;
    private ApiSettings settings;
    private YouTubeClient client;

    public ReconfigurableClient(Vertx vertx, InstantSource clock, ApiSettings settings, Supplier<String> key) {
        this.vertx = vertx;
        this.clock = clock;
        this.key = key;
        this.settings = settings;
        this.client = new YouTubeClient(vertx, clock, settings, key);
    }

    /** New calls go out by these; the same ones change nothing. */
    public void apply(ApiSettings changed) {
        if (changed.equals(settings)) {
            return;
        }
        YouTubeClient old = client;
        client = new YouTubeClient(vertx, clock, changed, key);
        // No call outlives its own time limit.
        vertx.setTimer(settings.timeout().toMillis() + 1, over -> old.close());
        settings = changed;
    }

    @Override
    public Future<VideoBatch> videos(VideoCall call, List<VideoId> ids) {
        return client.videos(call, ids);
    }

    @Override
    public Future<Map<String, String>> uploadPlaylists(List<String> channelIds) {
        return client.uploadPlaylists(channelIds);
    }

    @Override
    public Future<UploadsPage> uploads(String playlistId, @Nullable String pageToken) {
        return client.uploads(playlistId, pageToken);
    }

    /** Closes its connections. */
    public Future<Void> close() {
        return client.close();
    }
}
