/**
 * Holds the meters of the process and of the engine for Prometheus ({@link Metrics}, {@link EngineMetrics}) and binds
 * them to what they measure. Start at {@link Metrics}.
 */
@NullMarked
package dev.ratiofixer.app.metrics;

import org.jspecify.annotations.NullMarked;
