package dev.ratiofixer.app.health;

import dev.ratiofixer.app.health.ComponentHealth.HealthLevel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs every health check, each within a time limit. A check that throws, fails or does not answer counts as down, with
 * the reason; the whole never fails. Callers at the same time share one run, and its result is kept for a second, so
 * that probes cost nothing. Any thread.
 */
public final class HealthCheckRegistry {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final String REASON = "reason";
    private static final String REMEDY = "remedy";
    private static final String LEVEL = "level";

    private record RegisteredPart(String name, boolean neededForReady) {}

    private final Vertx vertx;
    private final HealthChecks checks;
    private final List<RegisteredPart> parts = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Future<List<ComponentReport>>> round = new AtomicReference<>();

    public HealthCheckRegistry(Vertx vertx) {
        this.vertx = vertx;
        this.checks = HealthChecks.create(vertx);
    }

    /**
     * Adds a part.
     *
     * @param name stable; letters and dashes
     * @param neededForReady whether the node is not ready while this part is down
     * @param ask how it is now; may fail
     */
    public HealthCheckRegistry add(String name, boolean neededForReady, Supplier<Future<ComponentHealth>> ask) {
        checks.register(name, PATIENCE.toMillis(), answer -> ask(ask, answer));
        parts.add(new RegisteredPart(name, neededForReady));
        return this;
    }

    /** Every part, in the order of adding. */
    public Future<List<ComponentReport>> look() {
        Promise<List<ComponentReport>> mine = Promise.promise();
        @Nullable Future<List<ComponentReport>> running = round.compareAndExchange(null, mine.future());
        if (running != null) {
            return running;
        }
        Future.all(parts.stream().map(this::check).toList())
                .map(all -> new ArrayList<>(all.<ComponentReport>list()))
                .<List<ComponentReport>>map(List::copyOf)
                .onComplete(mine);
        vertx.setTimer(FRESH.toMillis(), stale -> mine.future().onComplete(done -> round.set(null)));
        return mine.future();
    }

    /** Whether all parts that are needed for it are not down. */
    public static boolean ready(List<ComponentReport> reports) {
        return reports.stream()
                .noneMatch(report -> report.neededForReady() && report.health().level() == HealthLevel.DOWN);
    }

    private static void ask(Supplier<Future<ComponentHealth>> ask, Promise<Status> answer) {
        Future<ComponentHealth> asked;
        try {
            asked = ask.get();
        } catch (RuntimeException broken) {
            asked = Future.failedFuture(broken);
        }
        asked.map(HealthCheckRegistry::status).onComplete(checked -> {
            if (checked.succeeded()) {
                answer.tryComplete(checked.result());
            } else {
                answer.tryFail(checked.cause());
            }
        });
    }

    private static Status status(ComponentHealth health) {
        JsonObject data = new JsonObject()
                .put(LEVEL, health.level().name())
                .put(REASON, health.reason())
                .put(REMEDY, health.remedy());
        return health.level() == HealthLevel.DOWN ? Status.KO(data) : Status.OK(data);
    }

    private Future<ComponentReport> check(RegisteredPart part) {
        return checks.checkStatus(part.name())
                .map(result -> new ComponentReport(part.name(), part.neededForReady(), health(result)))
                .otherwise(broken -> new ComponentReport(part.name(), part.neededForReady(), silent(broken)));
    }

    private static ComponentHealth health(CheckResult result) {
        JsonObject data = result.getData();
        if (data == null || !data.containsKey(LEVEL)) {
            return silent(result.getFailure());
        }
        return new ComponentHealth(
                HealthLevel.valueOf(data.getString(LEVEL)), data.getString(REASON), data.getString(REMEDY));
    }

    private static ComponentHealth silent(@Nullable Throwable cause) {
        String why = cause == null || cause.getMessage() == null ? "no answer" : cause.getMessage();
        return ComponentHealth.down("it did not answer: " + why, "look into the log; if it stays so, restart the node");
    }

    /**
     * The result of one check.
     *
     * @param name stable, such as {@code database}
     * @param neededForReady whether the node takes no traffic while this part is down
     */
    public record ComponentReport(String name, boolean neededForReady, ComponentHealth health) {}
}
