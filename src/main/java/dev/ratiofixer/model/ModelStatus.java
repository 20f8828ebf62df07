package dev.ratiofixer.model;

import org.jspecify.annotations.Nullable;

/**
 * What health should say of the model.
 *
 * @param serving whether requests are answered
 * @param version the model that answers, {@code null} while there is none
 * @param fallback whether least squares answers instead of the network
 * @param problem what is wrong and how to mend it, {@code null} when all is well
 */
public record ModelStatus(
        boolean serving,
        @Nullable String version,
        boolean fallback,
        @Nullable String problem) {}
