package dev.ratiofixer.google.youtube;

import dev.ratiofixer.video.VideoId;
import java.util.Map;
import java.util.Set;

/**
 * The readings of one call. An id that is in neither was left out by YouTube: unknown, private or deleted, or a part of
 * the batch that failed.
 *
 * @param garbled ids whose item made no sense; they say nothing about the video
 */
public record VideoBatch(Map<VideoId, VideoCounters> readings, Set<VideoId> garbled) {
    public VideoBatch {
        readings = Map.copyOf(readings);
        garbled = Set.copyOf(garbled);
    }

    /** Whether YouTube left this id out. */
    public boolean omits(VideoId id) {
        return !readings.containsKey(id) && !garbled.contains(id);
    }
}
