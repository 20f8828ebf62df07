package dev.ratiofixer.google.youtube;

import dev.ratiofixer.google.youtube.VideoBatch.Visibility;
import dev.ratiofixer.google.youtube.YouTubeApi.VideoCall;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one call. An id that is in neither was left out by YouTube: unknown, private or deleted, or a part of
 * the batch that failed.
 *
 * @param garbled ids whose item made no sense, and why; they say nothing about the video
 */
public record VideoBatch(Map<VideoId, VideoCounters> readings, Map<VideoId, String> garbled) {
    /**
     * What one answer says of one video.
     *
     * @param facts only a {@link VideoCall#DETAILS} answer has them
     */
    public record VideoCounters(
            VideoId id,
            Counters counters,
            Visibility visibility,
            @Nullable VideoFacts facts) {}

    /** Whether the public may see a video; an answer that does not say leaves it {@link #SHOWN}. */
    public enum Visibility {
        /** Public or unlisted. */
        SHOWN,
        /** Its owner made it private. */
        PRIVATE,
        /** Deleted, rejected or never finished. */
        REMOVED
    }

    public VideoBatch {
        readings = Map.copyOf(readings);
        garbled = Map.copyOf(garbled);
    }

    /** Whether YouTube left this id out. */
    public boolean omits(VideoId id) {
        return !readings.containsKey(id) && !garbled.containsKey(id);
    }
}
