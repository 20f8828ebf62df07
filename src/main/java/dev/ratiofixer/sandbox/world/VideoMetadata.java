package dev.ratiofixer.sandbox.world;

import java.time.Duration;
import java.time.Instant;

/**
 * Holds what does not change about a video.
 *
 * @param upright filmed upright, as Shorts are
 * @param published the release, in ISO 8601 to the second
 */
public record VideoMetadata(
        String id,
        String title,
        String channelId,
        String channelTitle,
        long publishedMillis,
        String published,
        int durationSeconds,
        boolean upright) {

    /** A card released at an instant, to the second. */
    public static VideoMetadata of(
            String id,
            String title,
            String channelId,
            String channelTitle,
            long publishedMillis,
            int seconds,
            boolean upright) {
        long whole = Math.floorDiv(publishedMillis, 1000) * 1000;
        String published = Instant.ofEpochMilli(whole).toString();
        return new VideoMetadata(id, title, channelId, channelTitle, whole, published, seconds, upright);
    }

    /** The same released at another instant. */
    VideoMetadata releasedAt(long millis) {
        return of(id, title, channelId, channelTitle, millis, durationSeconds, upright);
    }

    /** The duration as {@code videos.list} spells it. */
    public String isoDuration() {
        return Duration.ofSeconds(durationSeconds).toString();
    }
}
