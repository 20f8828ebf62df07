package dev.ratiofixer.youtube;

import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.api.UploadsPage;
import dev.ratiofixer.youtube.api.VideoAnswer;
import dev.ratiofixer.youtube.api.VideoCall;
import dev.ratiofixer.youtube.api.YouTubeApi;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes simulated time wait for every call. */
record TrackedApi(YouTubeApi api, SimulatedTime time) implements YouTubeApi {
    @Override
    public Future<VideoAnswer> videos(VideoCall call, List<VideoId> ids) {
        return time.track(api.videos(call, ids));
    }

    @Override
    public Future<Map<String, String>> uploadPlaylists(List<String> channelIds) {
        return time.track(api.uploadPlaylists(channelIds));
    }

    @Override
    public Future<UploadsPage> uploads(String playlistId, @Nullable String pageToken) {
        return time.track(api.uploads(playlistId, pageToken));
    }
}
