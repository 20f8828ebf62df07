package dev.ratiofixer.app;

import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.app.metrics.HealthMetricsBinder;
import dev.ratiofixer.app.metrics.OrderMetricsBinder;
import io.vertx.core.Future;

/** Publishes figures of no single part: the health of all of them, and what orders wait for. */
final class FiguresPart implements EnginePart {
    private final OrderMetricsBinder orders;
    private final HealthMetricsBinder health;

    FiguresPart(EngineContext engine) {
        orders = new OrderMetricsBinder(
                () -> engine.stores().figures().at(engine.time().clock().instant()),
                () -> engine.live().get().limits(),
                engine.time().realTimers());
        health = new HealthMetricsBinder(engine.checks(), engine.time().realTimers());
    }

    @Override
    public String name() {
        return "figures";
    }

    @Override
    public Future<Void> start() {
        orders.start();
        health.start();
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        orders.stop();
        health.stop();
        return Future.succeededFuture();
    }

    @Override
    public void bind(EngineMetrics metrics) {
        orders.bind(metrics);
        health.bind(metrics);
    }
}
