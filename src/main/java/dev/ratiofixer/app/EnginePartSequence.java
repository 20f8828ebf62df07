package dev.ratiofixer.app;

import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.SectionName;
import io.vertx.core.Future;
import java.util.List;

/** Starts parts one after the other, and brings a changed section to those that follow it, in the same order. */
final class EnginePartSequence {
    private final List<EnginePart> parts;

    /** @param parts in the order in which they start; they stop in reverse */
    EnginePartSequence(List<EnginePart> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Collects the health checks and meters of every part. */
    void observe(HealthCheckRegistry checks, EngineMetrics metrics) {
        for (EnginePart part : parts) {
            part.addChecks(checks);
            part.bind(metrics);
        }
    }

    /**
     * Starts every part once the one before it has started; fails with the first that fails, and starts none after it.
     *
     * @param stops gets the stop of each part before it starts
     */
    Future<Void> start(ShutdownSequence stops) {
        Future<Void> started = Future.succeededFuture();
        for (EnginePart part : parts) {
            started = started.compose(before -> {
                stops.add(part.name(), part::stop);
                return part.start();
            });
        }
        return started;
    }

    /** Brings a changed section to the parts that follow it; fails with the first that fails. */
    Future<Void> reload(SectionName section, Configuration next) {
        Future<Void> applied = Future.succeededFuture();
        for (EnginePart part : parts) {
            if (part.sections().contains(section)) {
                applied = applied.compose(before -> part.reload(next));
            }
        }
        return applied;
    }
}
