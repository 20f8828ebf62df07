package dev.ratiofixer.google.youtube;

import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.time.Instant;
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

    /**
     * A page of a channel's uploads.
     *
     * @param next token of the following page, {@code null} on the last
     */
    record UploadsPage(List<ListedUpload> uploads, @Nullable String next) {
        public UploadsPage {
            uploads = List.copyOf(uploads);
        }

        /** One upload and when it was published. */
        public record ListedUpload(VideoId id, Instant publishedAt) {}
    }

    /** The three ways to read videos in a batch. */
    enum VideoCall {
        /** {@code videos:batchGetStats}: counters only, from its own bucket of calls. */
        STATS("/youtube/v3/videos:batchGetStats", "id,statistics", ""),
        /** {@code videos.list}: counters and whether it may be seen. */
        STATUS("/youtube/v3/videos", "statistics,status", ""),
        /** {@code videos.list} with everything, the player's size included, which tells a Short. */
        DETAILS("/youtube/v3/videos", "snippet,statistics,contentDetails,status,player", "&maxHeight=720");

        private final String path;
        private final String parts;
        private final String more;

        VideoCall(String path, String parts, String more) {
            this.path = path;
            this.parts = parts;
            this.more = more;
        }

        /** Whether it draws on the bucket of {@code videos:batchGetStats}. */
        public boolean ownBucket() {
            return this == STATS;
        }

        String target(String ids) {
            return path + "?part=" + parts.replace(",", "%2C") + "&id=" + ids + more;
        }
    }
}
