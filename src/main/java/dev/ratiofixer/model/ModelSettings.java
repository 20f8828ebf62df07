package dev.ratiofixer.model;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the model verticle works.
 *
 * @param file a model made by {@code train}, {@code null} for the shipped one
 * @param gather how long a request may wait for others to share a forward pass with, at most 50 ms
 * @param maxBatch the most rows of one forward pass
 * @param leastSquaresFallback whether to answer by least squares where the native libraries do not load
 */
public record ModelSettings(@Nullable Path file, Duration gather, int maxBatch, boolean leastSquaresFallback) {
    private static final Duration LONGEST_GATHER = Duration.ofMillis(50);

    /** The shipped model, 2 ms, 256 rows, no fallback. */
    public static final ModelSettings DEFAULT = new ModelSettings(null, Duration.ofMillis(2), 256, false);

    public ModelSettings {
        if (gather.isNegative() || gather.compareTo(LONGEST_GATHER) > 0) {
            throw new IllegalArgumentException("model.gather must be 0 to 50 ms, e.g. PT0.002S");
        }
        if (maxBatch < 1 || maxBatch > 4096) {
            throw new IllegalArgumentException("model.max_batch must be 1 to 4096");
        }
    }
}
