package dev.ratiofixer.app.metrics;

import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.time.Timers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publishes the health of each part as a number. Asked every few seconds, not at every scrape. */
public final class HealthMetricsBinder {
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final RepeatingTask asking;
    private volatile @Nullable EngineMetrics metrics;

    /** @param timers of real time, as scrapes are */
    public HealthMetricsBinder(HealthCheckRegistry checks, Timers timers) {
        this.asking = new RepeatingTask(
                timers,
                EVERY,
                () -> checks.look().onSuccess(reports -> {
                    Map<String, Double> parts = new LinkedHashMap<>();
                    reports.forEach(report ->
                            parts.put(report.name(), value(report.health().level())));
                    EngineMetrics into = metrics;
                    if (into != null) {
                        into.health(parts);
                    }
                }));
    }

    /** The meters are there from the first answer on. */
    public void bind(EngineMetrics into) {
        metrics = into;
    }

    static double value(ComponentHealth.HealthLevel level) {
        return switch (level) {
            case UP -> 1;
            case DEGRADED -> 0.5;
            case DOWN -> 0;
        };
    }

    /** Asks for the first time. */
    public void start() {
        asking.now();
    }

    /** Asks no more. */
    public void stop() {
        asking.stop();
    }
}
