package dev.ratiofixer.google.youtube;

import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of YouTube. Every call costs one unit of its bucket, also when it fails; a failed future's cause is a
 * {@link ProviderException}. Futures complete on the caller's context.
 */
public interface YouTubeApi {
    /** The most ids that one call may name. */
    int MAX_IDS = 50;

    /** Reads up to {@link #MAX_IDS} videos. */
    Future<VideoBatch> videos(VideoCall call, List<VideoId> ids);

    /** The uploads playlist of each of up to {@link #MAX_IDS} channels; an unknown channel is left out. */
    Future<Map<String, String>> uploadPlaylists(List<String> channelIds);

    /** One page of a playlist, newest upload first; {@code pageToken} is {@code null} for the first. */
    Future<UploadsPage> uploads(String playlistId, @Nullable String pageToken);
}
