package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.Database.Beside;
import dev.ratiofixer.store.DatabaseSettings;
import dev.ratiofixer.store.ServerAccess;
import dev.ratiofixer.store.backup.Backup;
import dev.ratiofixer.store.backup.BackupSummary;
import dev.ratiofixer.store.backup.Restore;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred campaigns in mode {@code auto}, stopped and started again: on one database and one sandbox, by a clock
 * that only the test moves. Half of the campaigns are of videos whose channel engages unlike a typical one, some of a
 * channel's very first video; about a third are short, so there is something to order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EngineRestartIT {
    private static final int CAMPAIGNS = 200;
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int PATIENCE_SECONDS = 60;
    private static final String SHIPPED = "/model/engagement-model.zip";

    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-22T04:30:00Z"));
    private final Vertx outside = Vertx.vertx();
    private final WebClient wire = WebClient.create(outside);
    private Sandbox sandbox;
    private Path directory;
    private ApplicationRunner process;
    private ApiClient client;
    private Engine engine;
    private volatile ConfigResult.Valid source;

    /** What a campaign says of itself. */
    private record Said(long views, double likes, double comments, boolean isShort, String channel) {
        static Said of(JsonObject status) {
            JsonObject expectation = status.getJsonObject("expectation");
            JsonObject shortfall = status.getJsonObject("shortfall");
            return new Said(
                    status.getLong("views"),
                    expectation.getJsonObject("likes").getDouble("p50"),
                    expectation.getJsonObject("comments").getDouble("p50"),
                    some(shortfall.getLong("likes")) || some(shortfall.getLong("comments")),
                    status.getJsonObject("channel").getString("state"));
        }

        private static boolean some(@Nullable Long missing) {
            return missing != null && missing > 0;
        }

        /** Whether the other expectation is no further off than the views that came in between explain. */
        boolean explains(Said after) {
            double grown = Math.abs(Math.log((double) after.views / views));
            return Math.max(off(likes, after.likes), off(comments, after.comments)) <= 1.2 * grown + 0.01;
        }

        /** In logarithms; what is a handful more or less is no matter. */
        static double off(double one, double other) {
            return Math.abs(Math.log((other + 1) / (one + 1)));
        }
    }

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        sandbox = TestNode.await(
                new Sandbox(outside, time.clock(), SandboxOptions.defaults().withQuota(1_000_000, 1_000_000)).start());
        open();
        startCampaigns();
        until(() -> campaigns().values().stream().allMatch(EngineRestartIT::isJudged), "judged");
        until(
                () -> sql("SELECT count(*) FROM ratio_fixer_campaigns WHERE ask_again_at IS NULL")
                        .equals("0"),
                "asked");
    }

    @BeforeEach
    void truthful() throws Exception {
        TestNode.await(
                wire.delete(sandbox.port(), "127.0.0.1", "/sandbox/faults").send());
    }

    @AfterAll
    void stop() throws Exception {
        process.close();
        TestNode.await(sandbox.close());
        TestNode.await(outside.close());
    }

    private void open() throws Exception {
        process = new ApplicationRunner();
        ConfigResult.Valid configuration = TestEngine.embedded(sandbox, INTERVAL, directory, null);
        source = configuration;
        engine = TestEngine.start(process, time.of(process.vertx()), configuration, () -> source);
        client = new ApiClient(process.vertx(), engine.port());
    }

    private void restart() throws Exception {
        process.close();
        open();
    }

    /** Of each channel its video of now, its four newest earlier ones, and its first. */
    private List<String> videos() throws Exception {
        List<String> videos = new ArrayList<>();
        List<String> channels = new ArrayList<>();
        for (SandboxVideo video : sandbox.videos()) {
            if (channels.contains(video.channelId())) {
                continue;
            }
            channels.add(video.channelId());
            List<String> earlier = uploads(video.channelId());
            videos.add(video.videoId());
            videos.addAll(earlier.subList(earlier.size() - 1, earlier.size()));
            earlier.stream().filter(id -> !videos.contains(id)).limit(4).forEach(videos::add);
        }
        return videos;
    }

    private List<String> uploads(String channel) throws Exception {
        JsonObject page = TestNode.await(wire.get(sandbox.port(), "127.0.0.1", "/youtube/v3/playlistItems")
                        .addQueryParam("part", "contentDetails")
                        .addQueryParam("maxResults", "50")
                        .addQueryParam("playlistId", "UU" + channel.substring(2))
                        .addQueryParam("key", sandbox.options().credentials().apiKey())
                        .send())
                .bodyAsJsonObject();
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getJsonObject("contentDetails").getString("videoId"))
                .filter(id -> id.startsWith("b"))
                .toList();
    }

    private void startCampaigns() throws Exception {
        JsonArray campaigns = new JsonArray();
        videos().stream()
                .limit(CAMPAIGNS)
                .map(video -> ApiClient.request(sandbox, 0, "auto", time.now())
                        .put("video_id", video)
                        .put("like_server", "7")
                        .put("comment_server", "7"))
                .forEach(campaigns::add);
        assertThat(campaigns).hasSize(CAMPAIGNS);
        var answer = client.begin(
                HttpMethod.POST,
                "/api/ratio-fixer/start/batch",
                new JsonObject().put("campaigns", campaigns).toBuffer());
        until(answer::isComplete, "started");
        assertThat(answer.result().bodyAsJsonObject().getInteger("started"))
                .as(answer.result().bodyAsString())
                .isEqualTo(CAMPAIGNS);
    }

    private Map<String, JsonObject> campaigns() throws Exception {
        Map<String, JsonObject> all = new LinkedHashMap<>();
        client.get("/api/ratio-fixer/campaigns?limit=1000").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .forEach(item -> all.put(item.getString("campaign_id"), item));
        return all;
    }

    private static boolean isJudged(JsonObject status) {
        return status.getValue("expectation") != null
                && !status.getJsonObject("channel").getString("state").equals("unread");
    }

    private static Map<String, Said> said(Map<String, JsonObject> campaigns) {
        Map<String, Said> said = new LinkedHashMap<>();
        campaigns.forEach((id, status) -> said.put(id, Said.of(status)));
        return said;
    }

    /** An order whose placing was slow is tried again in a while, which the clock has to reach. */
    private boolean allArePlaced() throws Exception {
        boolean done = sql("SELECT count(*) FROM youtube_ratio_fixer_orders WHERE status IN ('approved', 'placing')")
                .equals("0");
        if (!done) {
            time.advance(Duration.ofSeconds(10));
        }
        return done;
    }

    private String sql(String query) throws Exception {
        return Recorded.one(directory, query);
    }

    /** Lets what is under way be done: the clock stands still but for what gathers. */
    private void until(Callable<Boolean> done, String what) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!done.call()) {
            assertThat(System.nanoTime()).as("not %s", what).isLessThan(end);
            pulses(20);
        }
    }

    /** The next tick of every campaign: a call that is not full waits for a quarter of the interval. */
    private void tick() throws Exception {
        Instant from = time.now();
        for (int minute = 0; minute < 15; minute++) {
            time.advance(Duration.ofMinutes(1));
            pulses(3);
        }
        until(() -> sampledSince(from), "sampled after " + from);
    }

    private void pulses(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            time.pulse();
            TestNode.await(outside.timer(5, TimeUnit.MILLISECONDS));
        }
    }

    private boolean sampledSince(Instant from) throws Exception {
        return sql("SELECT count(*) FROM ratio_fixer_campaigns WHERE sampled_at <= '" + from
                        + "' OR expectation IS NULL")
                .equals("0");
    }

    private List<String> orderedSince(Instant from) throws Exception {
        String ids = sql("SELECT coalesce(string_agg(DISTINCT campaign_id, ','), '') FROM youtube_ratio_fixer_orders"
                + " WHERE ordered_at > '" + from + "'");
        return ids.isEmpty() ? List.of() : List.of(ids.split(","));
    }

    private void sameExpectations(Map<String, Said> before, Map<String, Said> after) {
        before.forEach((id, was) -> assertThat(was.explains(Objects.requireNonNull(after.get(id))))
                .as("%s: %s, after the restart %s", id, was, after.get(id))
                .isTrue());
    }

    @Test
    @Order(1)
    void theCampaignsAreAsTheTestNeedsThem() throws Exception {
        Map<String, Said> said = said(campaigns());

        assertThat(said.values()).extracting(Said::channel).contains("known", "empty");
        assertThat(said.values().stream().filter(Said::isShort).count()).isBetween(20L, 150L);
        assertThat(orderedSince(Instant.EPOCH)).hasSizeGreaterThan(20);
    }

    @Test
    @Order(2)
    void everyFirstExpectationIsAsBeforeAndNobodyIsAskedForOrders() throws Exception {
        tick();
        Map<String, Said> before = said(campaigns());
        Instant stopped = time.now();
        restart();
        tick();

        sameExpectations(before, said(campaigns()));
        // Not only in the end: no sample was judged in another way meanwhile.
        assertThat(sql("SELECT count(*) FROM youtube_campaign_samples WHERE sampled_at > '" + stopped
                        + "' AND (expected_likes_p50 IS NULL OR channel_videos IS NULL)"))
                .isEqualTo("0");
        assertThat(sql("SELECT count(*) FROM ratio_fixer_campaigns WHERE orders_asked_at > '" + stopped
                        + "' AND ask_again_at > orders_asked_at"))
                .isEqualTo("0");
        assertThat(orderedSince(stopped)).isEmpty();
    }

    /** Three hours reach into the next quarter of the day, when every campaign asks. */
    @Test
    @Order(3)
    void nothingIsOrderedForACampaignThatWasShortNeitherBeforeNorAfter() throws Exception {
        List<String> wasShort = new ArrayList<>();
        Instant stopped = time.now();
        said(campaigns()).forEach((id, said) -> addIf(said.isShort(), id, wasShort));
        restart();
        for (int i = 0; i < 12; i++) {
            tick();
            said(campaigns()).forEach((id, said) -> addIf(said.isShort(), id, wasShort));
        }

        assertThat(sql("SELECT count(*) FROM ratio_fixer_campaigns WHERE orders_asked_at > '" + stopped + "'"))
                .isNotEqualTo("0");
        assertThat(wasShort).containsAll(orderedSince(stopped));
    }

    private static void addIf(boolean holds, String id, List<String> ids) {
        if (holds && !ids.contains(id)) {
            ids.add(id);
        }
    }

    /** The same model, but the engine cannot know that: it loads it as it loads any other. */
    @Test
    @Order(4)
    void aNewModelFileIsAskedWithWhatIsKnown() throws Exception {
        Map<String, Said> before = said(campaigns());
        Instant loaded = time.now();
        Path model = directory.resolve("another.zip");
        try (InputStream shipped = Objects.requireNonNull(getClass().getResourceAsStream(SHIPPED))) {
            Files.copy(shipped, model);
        }
        source = TestEngine.embedded(sandbox, INTERVAL, directory, model);
        process.start(engine.reload());
        client.checkWhen("configuration", "up");
        tick();

        sameExpectations(before, said(campaigns()));
        assertThat(sql("SELECT count(*) FROM youtube_campaign_samples WHERE sampled_at > '" + loaded
                        + "' AND channel_videos IS NULL"))
                .isEqualTo("0");
    }

    /** Two days later all that was read of channels is old, and none can be read anew. */
    @Test
    @Order(5)
    void aChannelThatCannotBeReadAfterARestartIsJudgedByWhatWasKnown() throws Exception {
        Map<String, Said> before = said(campaigns());
        Instant stopped = time.now();
        process.close();
        for (String route : List.of("youtube.channels.list", "youtube.playlistItems.list")) {
            fault(new JsonObject()
                    .put("route", route)
                    .put("kind", "status")
                    .put("status", 403)
                    .put("reason", "quotaExceeded"));
        }
        time.advance(Duration.ofDays(2));
        open();
        tick();

        Map<String, Said> after = said(campaigns());
        assertThat(after.values()).extracting(Said::channel).containsOnly("known", "empty");
        before.forEach((id, was) ->
                assertThat(Objects.requireNonNull(after.get(id)).channel()).isEqualTo(was.channel()));
        assertThat(sql("SELECT count(*) FROM youtube_campaign_samples WHERE sampled_at > '" + stopped
                        + "' AND channel_videos IS NULL"))
                .isEqualTo("0");
    }

    /** A backup of the engine while it runs, restored elsewhere: nothing is missing, and an engine runs on from it. */
    @Test
    @Order(6)
    void aBackupOfTheRunningEngineRunsOnElsewhere() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path file = elsewhere.resolve("backup");
        until(this::allArePlaced, "placed");
        Map<String, String> before =
                Database.asItIs(settings(directory), Beside.A_RUNNING_ENGINE, EngineRestartIT::ledger);
        assertThat(before.get("youtube_ratio_fixer_orders")).isNotEqualTo("0 null");
        BackupSummary written = Database.asItIs(
                settings(directory), Beside.A_RUNNING_ENGINE, access -> Backup.write(access, file, "test", time.now()));
        assertThat(written.rows()).isGreaterThan(CAMPAIGNS);
        assertThatThrownBy(() -> Database.asItIs(
                        settings(directory), Beside.NOBODY, access -> Restore.read(access, file, time.now())))
                .hasMessageContaining("another engine");
        process.close();

        directory = elsewhere.resolve("data");
        Database.asItIs(settings(directory), Beside.NOBODY, access -> Restore.read(access, file, time.now()));
        assertThat(Database.asItIs(settings(directory), Beside.NOBODY, EngineRestartIT::ledger))
                .isEqualTo(before);
        open();
        assertThat(client.get("/api/ratio-fixer/spending").getString("spending"))
                .isEqualTo("off");
        // Nobody says when the last is claimed: the clock goes on until all are watched.
        Instant restored = time.now();
        until(
                () -> {
                    time.advance(Duration.ofMinutes(1));
                    return sampledSince(restored);
                },
                "sampled after the restore");
        assertThat(said(campaigns())).hasSize(CAMPAIGNS);
    }

    private static DatabaseSettings settings(Path directory) {
        return DatabaseSettings.of(DatabaseSettings.EMBEDDED, directory).notDurable();
    }

    /** How many rows the ledger's tables have, and a sum of them, but for who works on an order just now. */
    private static Map<String, String> ledger(ServerAccess access) {
        Map<String, String> ledger = new LinkedHashMap<>();
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement()) {
            for (String table : List.of(
                    "youtube_ratio_fixer_orders",
                    "ratio_fixer_order_events",
                    "ratio_fixer_order_days",
                    "ratio_fixer_spend_days")) {
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) || ' ' || coalesce(md5(string_agg(r, '|' ORDER BY r)), 'null') FROM (SELECT"
                                + " (to_jsonb(t) - 'driver' - 'driver_until')::text AS r FROM " + table + " t) rows");
                row.next();
                ledger.put(table, row.getString(1));
            }
            return ledger;
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private void fault(JsonObject fault) throws Exception {
        assertThat(TestNode.await(wire.post(sandbox.port(), "127.0.0.1", "/sandbox/faults")
                                .sendBuffer(Buffer.buffer(fault.encode())))
                        .statusCode())
                .isEqualTo(201);
    }
}
