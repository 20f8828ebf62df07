package dev.ratiofixer.app;

import dev.ratiofixer.app.Engine.EngineOptions;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.campaign.SupervisorRequest.FormChoice;
import dev.ratiofixer.campaign.SupervisorRequest.StartCampaign;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.demo.DemoConfiguration;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.DatabaseSettings;
import dev.ratiofixer.store.campaign.PgCampaignStore;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Measures how long a process takes to bring its running campaigns back: fills an embedded database, then starts an
 * engine on it in a JVM of its own, and prints one JSON line. The API answers when all of them are back.
 *
 * <p>Argument: how many campaigns (10,000).
 */
public final class RecoveryFigures {
    private static final int BULK = 1_000;
    private static final String CHILD = "child";

    private RecoveryFigures() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals(CHILD)) {
            recover(Path.of(args[1]), args[2], Integer.parseInt(args[3]));
            return;
        }
        int campaigns = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        Path directory = Files.createTempDirectory("ratio-fixer-recovery");
        Vertx vertx = Vertx.vertx();
        Sandbox sandbox = TestNode.await(new Sandbox(
                        vertx, InstantSource.system(), SandboxOptions.defaults().withSyntheticVideos(campaigns))
                .start());
        fill(vertx, directory, campaigns);
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dvertx.disableDnsResolver=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecoveryFigures.class.getName(),
                        CHILD,
                        directory.toString(),
                        sandbox.origin(),
                        String.valueOf(campaigns))
                .inheritIO()
                .start()
                .waitFor();
        TestNode.await(vertx.fileSystem().deleteRecursive(directory.toString()).otherwiseEmpty());
        TestNode.await(vertx.close());
    }

    private static void fill(Vertx vertx, Path directory, int campaigns) throws Exception {
        Database database = Database.open(vertx, DatabaseSettings.of(DatabaseSettings.EMBEDDED, directory));
        PgCampaignStore store = new PgCampaignStore(vertx, database, "filler", lost -> {});
        for (int from = 0; from < campaigns; from += BULK) {
            List<Future<?>> inserts = new ArrayList<>();
            for (int i = from; i < Math.min(campaigns, from + BULK); i++) {
                inserts.add(store.insert(campaign(i), fresh(), "recovery", null));
            }
            TestNode.await(Future.all(inserts));
        }
        TestNode.await(database.close(vertx));
    }

    private static Campaign campaign(int number) {
        VideoFacts video = new VideoFacts(
                new VideoId(String.format(Locale.ROOT, "Syn%07dA", number)),
                "Video " + number,
                "UC0000000000000000000000",
                Instant.now().minus(Duration.ofDays(10)),
                Duration.ofSeconds(200),
                VideoForm.VIDEO,
                Category.MUSIC);
        CampaignTerms terms = new CampaignTerms(
                "Campaign " + number, null, null, null, null, OrderMode.OBSERVE, null, CompleteWhen.NEVER, null);
        StartCampaign start = new StartCampaign(video.id(), FormChoice.AUTO, terms, "figures", null);
        return new Campaign(UUID.randomUUID().toString(), 0, video, start.terms(), Instant.now());
    }

    private static CampaignSnapshot fresh() {
        return new CampaignSnapshot(
                CampaignStatus.RUNNING,
                null,
                null,
                Shortfall.NONE,
                OrderTotals.NONE,
                null,
                null,
                null,
                null,
                List.of());
    }

    private static void recover(Path directory, String origin, int campaigns) throws Exception {
        long began = System.nanoTime();
        double sinceProcessStart = ProcessHandle.current()
                .info()
                .startInstant()
                .map(RecoveryFigures::secondsSince)
                .orElse(0.0);
        try (ApplicationRunner process = new ApplicationRunner()) {
            ConfigResult.Valid configuration = DemoConfiguration.valid(
                    DemoConfiguration.json(origin, 0)
                            .put(
                                    "database",
                                    new io.vertx.core.json.JsonObject()
                                            .put("url", "embedded")
                                            .put("directory", directory.toString()))
                            .put("youtube", new io.vertx.core.json.JsonObject().put("origin", origin)),
                    Map.of("RATIO_FIXER_PORT", "0", "YOUTUBE_API_KEY", "sandbox-key"));
            EngineOptions options = new EngineOptions(
                    "recovery",
                    EngineTime.real(process.vertx()),
                    configuration,
                    () -> configuration,
                    List.of(),
                    process.metrics(),
                    false);
            Engine engine = process.start(Engine.start(process.vertx(), options, process.stops()));
            double seconds = (System.nanoTime() - began) / 1e9;
            long live = TestNode.await(io.vertx.ext.web.client.WebClient.create(process.vertx())
                            .get(engine.managementPort(), "127.0.0.1", "/metrics")
                            .send())
                    .bodyAsString()
                    .lines()
                    .filter(line -> line.startsWith("ratio_fixer_campaigns"))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
            System.out.printf(
                    Locale.ROOT,
                    "{\"figure\":\"recovery\",\"campaigns\":%d,\"running\":%d,\"engine_seconds\":%.2f,"
                            + "\"process_seconds\":%.2f}%n",
                    campaigns,
                    live,
                    seconds,
                    seconds + sinceProcessStart);
        }
    }

    private static double secondsSince(Instant start) {
        return Duration.between(start, Instant.now()).toMillis() / 1e3;
    }
}
