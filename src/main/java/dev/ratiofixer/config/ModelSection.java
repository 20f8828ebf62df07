package dev.ratiofixer.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code model}.
 *
 * @param file a model made by {@code train}, or {@code null} for the shipped one
 * @param gather how long a request waits for others to share a forward pass
 * @param maxBatch the most rows of one forward pass
 * @param leastSquaresFallback whether to answer by least squares where native libraries do not load
 */
public record ModelSection(@Nullable Path file, Duration gather, int maxBatch, boolean leastSquaresFallback) {}
