package dev.ratiofixer.app;

import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.api.SpendingControl;
import dev.ratiofixer.store.order.PgSpendingSwitch;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admins' switch over spending. Each node looks at it every few seconds; an outage of the database leaves it as it
 * was.
 */
final class SpendingPart implements EnginePart, SpendingControl {
    private static final Logger LOG = LoggerFactory.getLogger(SpendingPart.class);
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final EngineContext engine;
    private final PgSpendingSwitch stored;
    private final InstantSource clock;
    private final RepeatingTask looks;
    private final OutageLog outages = new OutageLog(
            cause -> LOG.warn("the spending switch cannot be read: {}", cause.toString()),
            () -> LOG.info("the spending switch can be read again"));
    private volatile boolean on;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    SpendingPart(EngineContext engine) {
        this.engine = engine;
        this.stored = engine.stores().spendingSwitch();
        this.clock = engine.time().clock();
        this.looks = new RepeatingTask(engine.time().realTimers(), LOOK, this::look);
    }

    /** @param heard called when the switch says something else than before */
    void onTurn(Runnable heard) {
        listeners.add(heard);
    }

    /** The settings as far as the switch lets them be. */
    SmmSettings restrict(SmmSettings settings) {
        EngineLimits limits = settings.limits();
        return on
                ? settings
                : new SmmSettings(
                        settings.services(),
                        new EngineLimits(limits.perOrder(), limits.perDay(), false),
                        settings.policy(),
                        settings.ordersAllowed(),
                        settings.links());
    }

    @Override
    public String name() {
        return "spending";
    }

    /** Looks before anything is ordered. A start that does not get to know the switch fails: it must not be guessed. */
    @Override
    public Future<Void> start() {
        return look().onSuccess(looked -> looks.later());
    }

    @Override
    public Future<Void> stop() {
        looks.stop();
        return Future.succeededFuture();
    }

    private Future<Void> look() {
        return outages.of(stored.last().map(last -> {
            become(last.map(SwitchChange::on).orElse(true));
            return null;
        }));
    }

    private void become(boolean now) {
        if (on != now) {
            on = now;
            LOG.info("spending_switch={}", now ? "on" : "off");
            engine.live().switched(now);
            listeners.forEach(Runnable::run);
        }
    }

    @Override
    public Future<SpendingState> state() {
        EngineLimits limits = engine.live().get().limits();
        var day = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        return stored.last()
                .compose(last -> stored.held(day)
                        .map(held -> new SpendingState(
                                limits.spending() && last.map(SwitchChange::on).orElse(true),
                                limits.spending(),
                                last.orElse(null),
                                limits,
                                held)));
    }

    @Override
    public Future<SpendingState> turn(boolean wanted, String actor, String reason) {
        Instant now = clock.instant();
        return stored.turn(new SwitchChange(wanted, now, actor, reason))
                .compose(written -> look())
                .compose(looked -> state());
    }
}
