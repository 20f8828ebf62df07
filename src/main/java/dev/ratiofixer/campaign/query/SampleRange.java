package dev.ratiofixer.campaign.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects samples of a campaign.
 *
 * @param from not older than this, {@code null} for no bound
 * @param to older than this, {@code null} for no bound
 * @param points thinned evenly to about so many, without pages; {@code null} for every reading
 */
public record SampleRange(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Integer points) {}
