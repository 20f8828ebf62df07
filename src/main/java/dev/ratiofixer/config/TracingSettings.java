package dev.ratiofixer.config;

/**
 * Section {@code tracing}.
 *
 * @param enabled whether traces are made; where they go is in the environment's {@code OTEL_…} variables
 */
public record TracingSettings(boolean enabled) {
    /** No traces. */
    public static final TracingSettings OFF = new TracingSettings(false);
}
