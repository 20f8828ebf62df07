package dev.ratiofixer.app.health;

import dev.ratiofixer.app.CurrentConfiguration;
import dev.ratiofixer.app.Version;
import dev.ratiofixer.app.health.ComponentHealth.HealthLevel;
import dev.ratiofixer.campaign.CampaignDeployments;
import dev.ratiofixer.http.Health;
import dev.ratiofixer.http.Health.HealthReport;
import dev.ratiofixer.youtube.YouTubeHealth;
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
import java.util.Locale;
import java.util.Optional;
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
        return ComponentHealth.down(
                "it does not say how it is (" + why + ")",
                "nothing if it passes; if it stays so, whoever runs Ratio Fixer looks into the log and restarts it");
    }

    /**
     * The result of one check.
     *
     * @param name stable, such as {@code database}
     * @param neededForReady whether the node takes no traffic while this part is down
     */
    public record ComponentReport(String name, boolean neededForReady, ComponentHealth health) {}

    /** The health of this node as the API answers it: the checks of all parts, and the quota. */
    public static final class EngineHealth implements HealthReport {
        private final HealthCheckRegistry checks;
        private final Supplier<Future<YouTubeHealth>> polling;
        private final Supplier<List<Health.Coverage>> coverage;
        private final String node;
        private final CurrentConfiguration live;
        private final CampaignDeployments deployments;

        public EngineHealth(
                HealthCheckRegistry checks,
                Supplier<Future<YouTubeHealth>> polling,
                Supplier<List<Health.Coverage>> coverage,
                String node,
                CurrentConfiguration live,
                CampaignDeployments deployments) {
            this.checks = checks;
            this.polling = polling;
            this.coverage = coverage;
            this.node = node;
            this.live = live;
            this.deployments = deployments;
        }

        @Override
        public Future<Health> report() {
            Future<Optional<YouTubeHealth>> quota =
                    polling.get().map(Optional::of).otherwise(Optional.empty());
            return Future.all(checks.look(), quota).map(all -> health(all.resultAt(0), quota.result()));
        }

        private Health health(List<ComponentReport> reports, Optional<YouTubeHealth> polling) {
            return new Health(
                    HealthCheckRegistry.ready(reports),
                    Version.current(),
                    node,
                    (long) deployments.count(),
                    live.get().compliance().derivedMetrics().name().toLowerCase(Locale.ROOT),
                    reports.stream().map(EngineHealth::check).toList(),
                    polling.map(EngineHealth::quota).orElse(List.of()),
                    polling.map(EngineHealth::intervals).orElse(List.of()),
                    coverage.get());
        }

        private static Health.Check check(ComponentReport report) {
            ComponentHealth health = report.health();

            return new Health.Check(report.name(), level(health.level()), health.sentence());
        }

        private static Health.CheckStatus level(ComponentHealth.HealthLevel level) {
            return switch (level) {
                case UP -> Health.CheckStatus.UP;
                case DEGRADED -> Health.CheckStatus.DEGRADED;
                case DOWN -> Health.CheckStatus.DOWN;
            };
        }

        private static List<Health.QuotaUse> quota(YouTubeHealth health) {
            return health.quota().stream()
                    .map(bucket -> new Health.QuotaUse(
                            bucket.bucket(), bucket.used(), bucket.left(), bucket.limit(), bucket.resetsAt()))
                    .toList();
        }

        private static List<Health.Interval> intervals(YouTubeHealth health) {
            return health.intervals().stream()
                    .map(use -> new Health.Interval(
                            use.priority().name().toLowerCase(Locale.ROOT),
                            use.videos(),
                            use.stretch(),
                            use.shortest() == null ? null : use.shortest().toMillis() / 1e3))
                    .toList();
        }
    }
}
