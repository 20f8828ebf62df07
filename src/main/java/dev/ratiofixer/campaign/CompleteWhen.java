package dev.ratiofixer.campaign;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a campaign is complete: as soon as one of its conditions holds; with none it runs until stopped.
 *
 * @param views the video has at least so many
 * @param healthyFor likes and comments stayed at or over the trigger quantile for so long
 * @param until the instant is reached
 */
public record CompleteWhen(
        @Nullable Long views,
        @Nullable Duration healthyFor,
        @Nullable Instant until) {
    /** Runs until stopped. */
    public static final CompleteWhen NEVER = new CompleteWhen(null, null, null);
}
