package dev.ratiofixer.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ratiofixer.app.EngineUnderLoad;
import dev.ratiofixer.campaign.SteppedCampaign;
import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.model.EngagementModel;
import dev.ratiofixer.model.ModelLoader;
import dev.ratiofixer.model.ModelSettings;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The engine beside the designs that a user would otherwise take, on the same work, one after the other: a thread for
 * each campaign with a blocking client (platform and virtual), and a recurring task of db-scheduler for each.
 *
 * <p>Arguments: campaigns (2,000), seconds of measuring each (108), seconds of warming up each (45).
 */
final class CompetitorsFigure {
    private static final String READ = """
            SELECT campaign_id, video_id, channel_id, video_published_at FROM ratio_fixer_campaigns ORDER BY video_id LIMIT $1
            """;
    private static final int CONNECTIONS = 16;

    private CompetitorsFigure() {}

    static void run(String[] arguments) throws Exception {
        Arguments given = new Arguments(arguments);
        int campaigns = given.number(2_000);
        int seconds = given.number(108);
        int warmUp = given.number(45);
        try (Stage stage = new Stage(campaigns, Duration.ofSeconds(36))) {
            CampaignsFigure.run(stage, 0, campaigns, seconds, warmUp);
            run(stage, campaigns, seconds, warmUp);
        }
    }

    /** Without the engine. */
    static void run(Stage stage, int campaigns, int seconds, int warmUp) throws Exception {
        stage.closeEngine();
        stage.store(campaigns);
        Map<String, Function<DataSource, Design>> designs = new LinkedHashMap<>();
        designs.put(
                "platform_threads",
                database -> new ThreadsDesign(Thread.ofPlatform().daemon()));
        designs.put("virtual_threads", database -> new ThreadsDesign(Thread.ofVirtual()));
        designs.put("db_scheduler", DbSchedulerDesign::new);
        try (EngagementModel model = ModelLoader.load(ModelSettings.DEFAULT)) {
            for (Map.Entry<String, Function<DataSource, Design>> each : designs.entrySet()) {
                measure(each.getKey(), each.getValue(), stage, model, campaigns, seconds, warmUp);
            }
        }
    }

    private static void measure(
            String name,
            Function<DataSource, Design> maker,
            Stage stage,
            EngagementModel model,
            int campaigns,
            int seconds,
            int warmUp)
            throws Exception {
        Report report = new Report(name)
                .setting("campaigns", campaigns)
                .setting("interval_s", stage.interval().toSeconds())
                .setting("measured_s", seconds)
                .setting("connections", CONNECTIONS);
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (HikariDataSource database = pool(stage);
                Design design = maker.apply(database)) {
            BlockingTick tick = new BlockingTick(stage.sandbox().origin(), http, model, database);
            design.start(stepped(stage, campaigns), stage.interval(), tick);
            Thread.sleep(1_000L * warmUp);
            MeasuredStretch.over(report, stage, campaigns, seconds);
            report.print();
        }
    }

    private static HikariDataSource pool(Stage stage) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(TestDatabase.jdbc(stage.database()));
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }

    private static Map<String, SteppedCampaign> stepped(Stage stage, int campaigns) throws Exception {
        Map<String, SteppedCampaign> stepped = new LinkedHashMap<>();
        for (Row row : EngineUnderLoad.await(
                stage.database().pool().preparedQuery(READ).execute(Tuple.of(campaigns)))) {
            String id = row.getString("campaign_id");
            stepped.put(id, new SteppedCampaign(id, video(row)));
        }
        return stepped;
    }

    private static VideoFacts video(Row row) {
        return new VideoFacts(
                new VideoId(row.getString("video_id")),
                "Synthetic",
                row.getString("channel_id"),
                Optional.ofNullable(row.getOffsetDateTime("video_published_at"))
                        .map(java.time.OffsetDateTime::toInstant)
                        .orElse(Instant.EPOCH),
                Duration.ofSeconds(200),
                VideoForm.VIDEO,
                Category.MUSIC);
    }
}
