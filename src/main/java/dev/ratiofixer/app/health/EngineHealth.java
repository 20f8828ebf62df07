package dev.ratiofixer.app.health;

import dev.ratiofixer.app.CurrentConfiguration;
import dev.ratiofixer.app.Version;
import dev.ratiofixer.app.health.HealthCheckRegistry.ComponentReport;
import dev.ratiofixer.campaign.CampaignDeployments;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.http.Health;
import dev.ratiofixer.http.HealthReport;
import dev.ratiofixer.youtube.YouTubeHealth;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The health of this node as the API tells it: the board's parts, and the quota. */
public final class EngineHealth implements HealthReport {
    private final HealthCheckRegistry board;
    private final ProviderHealthChecks providers;
    private final String node;
    private final CurrentConfiguration live;
    private final CampaignDeployments deployments;

    private EngineHealth(
            HealthCheckRegistry board,
            ProviderHealthChecks providers,
            String node,
            CurrentConfiguration live,
            CampaignDeployments deployments) {
        this.board = board;
        this.providers = providers;
        this.node = node;
        this.live = live;
        this.deployments = deployments;
    }

    public static EngineHealth of(
            Vertx vertx,
            EngineHealthChecks parts,
            ProviderHealthChecks providers,
            String node,
            CurrentConfiguration live,
            CampaignDeployments deployments) {
        HealthCheckRegistry board = new HealthCheckRegistry(vertx)
                .add("database", true, parts::database)
                .add("lease", true, parts::lease)
                .add("write-behind", false, parts::writeBehind)
                .add("youtube", false, providers::youtube)
                .add("youtube-quota", false, providers::quota)
                .add("model", true, parts::model)
                .add("promotion", false, providers::promotion)
                .add("google-ads", false, () -> providers.provider("google_ads"))
                .add("owner-comments", false, () -> providers.provider("owner_comments"))
                .add("sheet", false, () -> providers.provider("sheet"))
                .add("webhook", false, () -> providers.provider("team_tasks"))
                .add("retention", false, parts::retention)
                .add("configuration", false, parts::configuration);
        if (vertx.isClustered()) {
            board.add("cluster", true, parts.cluster(vertx));
        }
        Configuration configuration = live.get();
        if (configuration.embeddedDatabase()) {
            board.add(
                    "disk",
                    false,
                    new DiskHealth(vertx, configuration.database().directory())::look);
        }
        return new EngineHealth(board, providers, node, live, deployments);
    }

    public HealthCheckRegistry board() {
        return board;
    }

    @Override
    public Future<Health> report() {
        Future<Optional<YouTubeHealth>> polling =
                providers.polling().map(Optional::of).otherwise(Optional.empty());
        return Future.all(board.look(), polling).map(all -> health(all.resultAt(0), polling.result()));
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
                polling.map(EngineHealth::intervals).orElse(List.of()));
    }

    private static Health.Check check(ComponentReport report) {
        ComponentHealth health = report.health();
        String detail = health.remedy().isEmpty() ? health.reason() : health.reason() + ": " + health.remedy();
        return new Health.Check(report.name(), level(health.level()), detail);
    }

    private static Health.Level level(ComponentHealth.Level level) {
        return switch (level) {
            case UP -> Health.Level.UP;
            case DEGRADED -> Health.Level.DEGRADED;
            case DOWN -> Health.Level.DOWN;
        };
    }

    private static List<Health.Quota> quota(YouTubeHealth health) {
        return health.quota().stream()
                .map(bucket -> new Health.Quota(
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
