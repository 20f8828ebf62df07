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

/** The health of this node as the API tells it: the board's parts, and the quota. */
final class EngineHealth implements HealthReport {
    private final HealthBoard board;
    private final EngineParts parts;
    private final String node;
    private final LiveConfiguration live;
    private final CampaignDeployments deployments;

    private EngineHealth(
            HealthBoard board,
            EngineParts parts,
            String node,
            LiveConfiguration live,
            CampaignDeployments deployments) {
        this.board = board;
        this.parts = parts;
        this.node = node;
        this.live = live;
        this.deployments = deployments;
    }

    static EngineHealth of(
            Vertx vertx, EngineParts parts, String node, LiveConfiguration live, CampaignDeployments deployments) {
        HealthBoard board = new HealthBoard(vertx)
                .add("database", true, parts::database)
                .add("lease", true, parts::lease)
                .add("write-behind", false, parts::writeBehind)
                .add("youtube", false, () -> parts.youtube().map(EngineParts::youtube))
                .add("model", true, parts::model)
                .add("promotion", false, parts::promotion)
                .add("configuration", false, parts::configuration);
        Configuration configuration = live.get();
        if (configuration.embeddedDatabase()) {
            board.add(
                    "disk", false, new DiskPart(vertx, configuration.database().directory())::look);
        }
        return new EngineHealth(board, parts, node, live, deployments);
    }

    HealthBoard board() {
        return board;
    }

    @Override
    public Future<Health> report() {
        Future<List<Health.Quota>> quota =
                parts.youtube().map(EngineHealth::quota).otherwise(List.of());
        return Future.all(board.look(), quota).map(all -> health(all.resultAt(0), quota.result()));
    }

    private Health health(List<PartReport> reports, List<Health.Quota> quota) {
        return new Health(
                HealthBoard.ready(reports),
                Version.current(),
                node,
                (long) deployments.count(),
                live.get().compliance().derivedMetrics().name().toLowerCase(Locale.ROOT),
                reports.stream().map(EngineHealth::check).toList(),
                quota);
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
                .map(bucket -> new Health.Quota(bucket.bucket(), bucket.used(), bucket.limit(), bucket.resetsAt()))
                .toList();
    }
}
