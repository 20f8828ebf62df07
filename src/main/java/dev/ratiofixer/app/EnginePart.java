package dev.ratiofixer.app;

import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.SectionName;
import io.vertx.core.Future;
import java.util.Set;

/**
 * A part of the engine with all that the engine asks of it. {@link Engine} lists the parts and hands the list to
 * {@link EnginePartSequence}; nothing else has to know of a new one. Calls come one at a time; health checks and
 * metrics are read on any thread.
 */
interface EnginePart {
    /** Returns what the log and a shutdown call it; letters and dashes. */
    String name();

    /** Starts it; all parts before it have started. */
    default Future<Void> start() {
        return Future.succeededFuture();
    }

    /**
     * Stops it; all parts after it have stopped. Called also if {@link #start} failed or did not end, but not if it was
     * never called.
     */
    default Future<Void> stop() {
        return Future.succeededFuture();
    }

    /** Adds its health checks. Called before any part starts. */
    default void addChecks(HealthCheckRegistry checks) {}

    /** Connects its meters to what they measure. Called before any part starts. */
    default void bind(EngineMetrics metrics) {}

    /** Returns the sections of the configuration that it follows while the engine runs. */
    default Set<SectionName> sections() {
        return Set.of();
    }

    /**
     * Works by {@code next} from now on. Called for one changed section at a time, after the parts before it; called
     * again with the earlier configuration to take a change back, so it must be able to repeat.
     */
    default Future<Void> reload(Configuration next) {
        return Future.succeededFuture();
    }
}
