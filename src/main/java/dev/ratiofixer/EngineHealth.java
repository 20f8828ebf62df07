package dev.ratiofixer;

import dev.ratiofixer.campaign.CampaignDeployments;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.http.Health;
import dev.ratiofixer.http.HealthReport;
import dev.ratiofixer.observe.DiskPart;
import dev.ratiofixer.observe.HealthBoard;
import dev.ratiofixer.observe.PartHealth;
import dev.ratiofixer.observe.PartReport;
import dev.ratiofixer.youtube.YouTubeHealth;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The health of this node as the API tells it: the board's parts, and the quota. */
final class EngineHealth implements HealthReport {
    private final HealthBoard board;
    private final EngineParts parts;
    private final ProviderParts providers;
    private final String node;
    private final LiveConfiguration live;
    private final CampaignDeployments deployments;

    private EngineHealth(
            HealthBoard board,
            EngineParts parts,
            ProviderParts providers,
            String node,
            LiveConfiguration live,
            CampaignDeployments deployments) {
        this.board = board;
        this.parts = parts;
        this.providers = providers;
        this.node = node;
        this.live = live;
        this.deployments = deployments;
    }

    static EngineHealth of(
            Vertx vertx,
            EngineParts parts,
            ProviderParts providers,
            String node,
            LiveConfiguration live,
            CampaignDeployments deployments) {
        HealthBoard board = new HealthBoard(vertx)
                .add("database", true, parts::database)
                .add("lease", true, parts::lease)
                .add("write-behind", false, parts::writeBehind)
                .add("youtube", false, providers::youtube)
                .add("youtube-quota", false, providers::quota)
                .add("model", true, parts::model)
                .add("expectations", false, parts::expectations)
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
                    "disk", false, new DiskPart(vertx, configuration.database().directory())::look);
        }
        return new EngineHealth(board, parts, providers, node, live, deployments);
    }

    HealthBoard board() {
        return board;
    }

    @Override
    public Future<Health> report() {
        Future<Optional<YouTubeHealth>> polling =
                providers.polling().map(Optional::of).otherwise(Optional.empty());
        return Future.all(board.look(), polling).map(all -> health(all.resultAt(0), polling.result()));
    }

    private Health health(List<PartReport> reports, Optional<YouTubeHealth> polling) {
        return new Health(
                HealthBoard.ready(reports),
                Version.current(),
                node,
                (long) deployments.count(),
                live.get().compliance().derivedMetrics().name().toLowerCase(Locale.ROOT),
                reports.stream().map(EngineHealth::check).toList(),
                polling.map(EngineHealth::quota).orElse(List.of()),
                polling.map(EngineHealth::intervals).orElse(List.of()),
                parts.coverage());
    }

    private static Health.Check check(PartReport report) {
        PartHealth health = report.health();
        String detail = health.remedy().isEmpty() ? health.reason() : health.reason() + ": " + health.remedy();
        return new Health.Check(report.name(), level(health.level()), detail);
    }

    private static Health.Level level(PartHealth.Level level) {
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
