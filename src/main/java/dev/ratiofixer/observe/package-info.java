/**
 * How the engine looks from outside: health of every part with its reason and remedy ({@link HealthBoard}), liveness
 * ({@link Liveness}), metrics for Prometheus ({@link Metrics}, {@link EngineMetrics}) and log output
 * ({@link LogOutput}). Knows no room: the root hands in suppliers. Start at {@link ManagementPages}.
 */
@NullMarked
package dev.ratiofixer.observe;

import org.jspecify.annotations.NullMarked;
