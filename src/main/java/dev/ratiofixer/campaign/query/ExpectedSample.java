package dev.ratiofixer.campaign.query;

import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Sample;
import org.jspecify.annotations.Nullable;

/** A reading and what was expected of it; the quantiles are {@code null} where nothing was. */
public record ExpectedSample(
        Sample sample, @Nullable Quantiles likes, @Nullable Quantiles comments) {}
