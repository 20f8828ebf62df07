package dev.ratiofixer.model;

import dev.ratiofixer.settings.SettingsCheck;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code model}.
 *
 * @param file a model made by {@code train}, {@code null} for the shipped one
 * @param gather how long a request may wait for others to share a forward pass with, at most 50 ms
 * @param maxBatch the most rows of one forward pass
 * @param leastSquaresFallback idle since serving needs no native libraries; accepted, so that old files stay valid
 */
public record ModelSettings(@Nullable Path file, Duration gather, int maxBatch, boolean leastSquaresFallback) {
    private static final Duration LONGEST_GATHER = Duration.ofMillis(50);

    /** The shipped model, 2 ms, 256 rows, no fallback. */
    public static final ModelSettings DEFAULT = new ModelSettings(null, Duration.ofMillis(2), 256, false);

    /** @throws IllegalArgumentException if the batch is not 1 to 4096 rows */
    public ModelSettings {
        if (maxBatch < 1 || maxBatch > 4096) {
            throw new IllegalArgumentException("model.max_batch must be 1 to 4096");
        }
    }

    /** Reports what is wrong with it. */
    public void check(SettingsCheck check) {
        check.between("gather", gather, Duration.ZERO, LONGEST_GATHER);
        check.readable("file", file);
    }
}
