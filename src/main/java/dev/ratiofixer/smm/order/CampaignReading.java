package dev.ratiofixer.smm.order;

import dev.ratiofixer.video.CountingRegime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a campaign stood at an instant: the points from which its increments are taken.
 *
 * @param likes {@code null} when hidden
 * @param targetLikes the expectation at the target quantile, {@code null} when there is none
 */
public record CampaignReading(
        Instant at,
        long views,
        @Nullable Long likes,
        @Nullable Long comments,
        @Nullable Double targetLikes,
        @Nullable Double targetComments,
        CountingRegime regime) {}
