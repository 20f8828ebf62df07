package dev.ratiofixer.app.health;

import dev.ratiofixer.app.CurrentConfiguration;
import dev.ratiofixer.app.Version;
import dev.ratiofixer.app.health.HealthCheckRegistry.ComponentReport;
import dev.ratiofixer.campaign.CampaignDeployments;
import dev.ratiofixer.http.Health;
import dev.ratiofixer.http.HealthReport;
import dev.ratiofixer.youtube.YouTubeHealth;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The health of this node as the API answers it: the checks of all parts, and the quota. */
public final class EngineHealth implements HealthReport {
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
        Future<Optional<YouTubeHealth>> quota = polling.get().map(Optional::of).otherwise(Optional.empty());
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
        String detail = health.remedy().isEmpty() ? health.reason() : health.reason() + ": " + health.remedy();
        return new Health.Check(report.name(), level(health.level()), detail);
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
