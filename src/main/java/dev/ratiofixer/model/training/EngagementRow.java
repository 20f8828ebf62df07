package dev.ratiofixer.model.training;

import dev.ratiofixer.model.Features;
import org.jspecify.annotations.Nullable;

/**
 * One row of the engagement data: a video at an age.
 *
 * @param video serial number of its video, -1 when the file does not say
 * @param channel serial number of its channel, -1 when the file does not say
 * @param likes {@code null} when hidden or not in the file
 * @param comments {@code null} when off or not in the file
 */
public record EngagementRow(
        long video,
        long channel,
        Features features,
        @Nullable Long likes,
        @Nullable Long comments) {

    /** Likes (0) or comments (1). */
    @Nullable
    Long count(int target) {
        return target == 0 ? likes : comments;
    }

    /** What the loss compares: {@code log10(count + 1)}, NaN when missing. */
    double logCount(int target) {
        Long count = count(target);
        return count == null ? Double.NaN : Math.log10(count + 1.0);
    }
}
