package dev.ratiofixer.app.metrics;

import dev.ratiofixer.app.metrics.EngineMetrics.EngineGauge;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.order.OrderFigures;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what waits for a person, what is not given back, and what is left of the day's limit. They are of all nodes
 * together, so a dashboard takes the largest, not the sum. Asked every few seconds, not at every scrape.
 */
public final class OrderMetricsBinder {
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final RepeatingTask asking;
    private final Supplier<EngineLimits> limits;
    private volatile @Nullable OrderFigures last;
    private volatile @Nullable EngineMetrics metrics;

    /** @param timers of real time, as scrapes are */
    public OrderMetricsBinder(Supplier<Future<OrderFigures>> source, Supplier<EngineLimits> limits, Timers timers) {
        this.limits = limits;
        this.asking = new RepeatingTask(timers, EVERY, () -> source.get().onSuccess(this::told));
    }

    /** Registers the meters; they read 0, and limits are absent, until the first answer. */
    public void bind(EngineMetrics into) {
        metrics = into;
        into.gauge(EngineGauge.PROPOSALS, () -> last == null ? 0 : last.proposed());
        into.gauge(EngineGauge.BUDGETS_NOT_BACK, () -> last == null ? 0 : last.budgetsNotBack());
    }

    private void told(OrderFigures figures) {
        last = figures;
        EngineMetrics into = metrics;
        if (into != null) {
            into.limitsLeft(left(limits.get(), figures));
        }
    }

    /**
     * Micros left of the day's limit by currency; nothing where no limit is given. A lowered limit may be overdrawn.
     */
    static Map<String, Long> left(EngineLimits limits, OrderFigures figures) {
        Money day = limits.perDay();
        Map<String, Long> left = new TreeMap<>();
        if (day != null) {
            long held = figures.heldToday().getOrDefault(day.currency(), 0L);
            left.put(day.currency(), Math.max(0, day.micros() - held));
        }
        return left;
    }

    /** Asks for the first time; the database is open. */
    public void start() {
        asking.now();
    }

    /** Asks no more. */
    public void stop() {
        asking.stop();
    }
}
