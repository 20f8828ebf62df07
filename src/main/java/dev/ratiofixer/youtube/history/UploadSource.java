package dev.ratiofixer.youtube.history;

import dev.ratiofixer.google.youtube.VideoBatch.VideoCounters;
import dev.ratiofixer.google.youtube.YouTubeApi.UploadsPage;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where uploads are read from. Every method may fail because the day's units for histories are spent or YouTube is
 * away; then a history is read another day.
 */
public interface UploadSource {
    /** The channel's uploads playlist, empty if there is no such channel. */
    Future<Optional<String>> playlist(String channelId);

    /** A page of it, newest first. */
    Future<UploadsPage> page(String playlistId, @Nullable String pageToken);

    /** The newest reading of a video with its facts, empty if it is not shown. */
    Future<Optional<VideoCounters>> read(VideoId id);
}
