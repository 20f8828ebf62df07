package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.app.Engine.EngineOptions;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.demo.DemoConfiguration;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Every section that reloads, changed under an engine with running campaigns: each of them works by it after one scan.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineReloadIT {
    private static final double SPEED = 3600;
    private static final int CAMPAIGNS = 3;

    private final ApplicationRunner process = new ApplicationRunner();
    private final List<String> campaigns = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>(Map.of("RATIO_FIXER_PORT", "0"));
    private ApiClient client;
    private Sandbox sandbox;
    private Engine engine;
    private ConfigResult.Valid shipped;
    private Path directory;
    private volatile ObjectNode file;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        this.directory = directory;
        log.start();
        ((Logger) LoggerFactory.getLogger("dev.ratiofixer")).addAppender(log);
        EngineTime time = EngineTime.scaled(process.vertx(), SPEED);
        sandbox = process.start(new Sandbox(
                        process.vertx(), time.clock(), SandboxOptions.defaults().withSpeed(SPEED))
                .start());
        shipped = DemoConfiguration.of(sandbox, 0, directory, environment);
        environment.putAll(DemoConfiguration.secrets(sandbox, environment));
        environment.put("RATIO_FIXER_API_KEY", "first-key-0123456789");
        file = base();
        ConfigResult.Valid configuration = (ConfigResult.Valid) read();
        engine = process.start(Engine.start(
                process.vertx(),
                new EngineOptions(
                        "test",
                        time,
                        configuration,
                        this::read,
                        List.of(
                                ApiClient.ADMIN,
                                EngineOptions.keysOfEnvironment(configuration.configuration())
                                        .getFirst()),
                        process.metrics(),
                        true),
                process.stops()));
        client = new ApiClient(process.vertx(), engine.port());
        for (int video = 0; video < CAMPAIGNS; video++) {
            campaigns.add(client.start(sandbox, video, "propose"));
        }
    }

    @AfterEach
    void back() throws Exception {
        file = base();
        environment.put("RATIO_FIXER_API_KEY", "first-key-0123456789");
        environment.put("TASK_WEBHOOK_SECRET", "sandbox-webhook-secret");
        scan();
        // What the last test left must not be what the next one sees.
        client.checkWhen("configuration", "up");
    }

    @AfterAll
    void stop() {
        process.close();
        ((Logger) LoggerFactory.getLogger("dev.ratiofixer")).detachAppender(log);
    }

    private ConfigResult read() {
        return new ConfigReader().parse(file.toString(), environment);
    }

    private ObjectNode base() {
        ObjectNode document = shipped.document().deepCopy();
        document.withObject("youtube").put("interval", "PT2H");
        document.withObject("log").put("level", "info");
        return document;
    }

    private ObjectNode section(String name) {
        return file.withObject(name);
    }

    private void scan() throws Exception {
        process.start(engine.reload());
    }

    private void everyCampaign(java.util.function.Predicate<JsonObject> wanted) throws Exception {
        for (String id : campaigns) {
            client.statusWhen(id, wanted);
        }
    }

    private static Duration toNext(JsonObject status) {
        return Duration.between(
                Instant.parse(status.getString("last_check")), Instant.parse(status.getString("next_check")));
    }

    @Test
    void youtube_shorterIntervalPollsEveryCampaignFaster() throws Exception {
        everyCampaign(status ->
                status.getString("last_check") != null && toNext(status).equals(Duration.ofHours(2)));

        section("youtube").put("interval", "PT30M");
        scan();

        everyCampaign(status -> toNext(status).equals(Duration.ofMinutes(30)));
        for (String id : campaigns) {
            client.untilSamplesFollowWithin(id, Duration.ofMinutes(100));
        }
    }

    @Test
    void policy_anotherTriggerChangesWhatEveryCampaignIsShortOf() throws Exception {
        everyCampaign(status -> status.getValue("desired_likes") != null);
        section("policy").put("target", 0.9).put("trigger", 0.89);
        scan();
        everyCampaign(status ->
                status.getJsonObject("shortfall").getLong("likes") > 0 || status.getLong("likes") > 0.95 * p90(status));
        assertThat(client.status(campaigns.getLast()).getJsonObject("shortfall").getLong("likes"))
                .isPositive();
    }

    private static double p90(JsonObject status) {
        return status.getJsonObject("expectation").getJsonObject("likes").getDouble("p90");
    }

    @Test
    void compliance_declinedTakesExpectationsAndOrdersFromEveryCampaign() throws Exception {
        everyCampaign(status -> status.getValue("desired_likes") != null);
        section("compliance").put("derived_metrics", "declined");
        scan();

        everyCampaign(status -> status.getJsonObject("expectation") == null
                && status.getJsonArray("problems").encode().contains("derived_metrics_declined"));
        JsonObject refused = client.refused("/api/ratio-fixer/start", ApiClient.request(sandbox, 5, "auto"), 422);
        assertThat(refused.encode()).contains("compliance.derived_metrics");
        assertThat(client.get("/api/ratio-fixer/health").getString("compliance"))
                .isEqualTo("declined");

        file = base();
        scan();
        everyCampaign(status -> status.getJsonObject("expectation") != null);
    }

    @Test
    void limits_spendingOffIsInForceAfterOneScan() throws Exception {
        assertThat(client.prerequisite("spending_on", "2324").getBoolean("met")).isTrue();
        section("limits").put("spending", "off");
        scan();
        assertThat(client.prerequisite("spending_on", "2324").getBoolean("met")).isFalse();
    }

    @Test
    void anAdminsSwitchIsInForceAtOnceAndAFileThatSaysOnDoesNotLiftIt() throws Exception {
        turnSpending("off");
        assertThat(client.prerequisite("spending_on", "2324").getBoolean("met")).isFalse();
        section("limits").put("per_day", "77.00");
        scan();
        assertThat(client.prerequisite("spending_on", "2324").getBoolean("met"))
                .as("after a change of limits in the file")
                .isFalse();
        turnSpending("on");
        assertThat(client.prerequisite("spending_on", "2324").getBoolean("met")).isTrue();
    }

    private void turnSpending(String to) throws Exception {
        JsonObject body = new JsonObject().put("spending", to).put("reason", "a test");
        JsonObject now = client.call(HttpMethod.POST, "/api/ratio-fixer/spending", body.toBuffer(), ApiClient.KEY)
                .bodyAsJsonObject();
        assertThat(now.getString("spending")).as(now.encode()).isEqualTo(to);
    }

    @Test
    void limits_anotherCurrencyIsToldToStartsWhichNameNone() throws Exception {
        file.putArray("services");
        section("limits").put("currency", "EUR");
        scan();
        JsonObject start = ApiClient.request(sandbox, 6, "observe");
        List.of("currency", "like_server", "comment_server").forEach(start::remove);
        assertThat(client.refused("/api/ratio-fixer/start", start, 422).encode())
                .contains("currency", "the engine's limits are in EUR");
    }

    @Test
    void services_areTheNewOnes() throws Exception {
        assertThat(client.get("/api/ratio-fixer/services").encode()).contains("Newsletter team");
        file.putArray("services");
        scan();
        assertThat(client.get("/api/ratio-fixer/services").encode()).doesNotContain("Newsletter team");
    }

    @Test
    void model_isReplacedAndABrokenOneIsTakenBack() throws Exception {
        Path own = directory.resolve("own-model.zip");
        try (var model = EngineReloadIT.class.getResourceAsStream("/model/engagement-model.zip")) {
            Files.copy(model, own, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        section("model").put("file", own.toString());
        scan();
        assertThat(client.checkWhen("configuration", "up")).contains("in force");
        assertThat(client.checkWhen("model", "up")).contains("compared with what others like them have");

        Path broken = Files.writeString(directory.resolve("broken.zip"), "no model");
        section("model").put("file", broken.toString());
        section("policy").put("target", 0.75);
        scan();
        assertThat(client.checkWhen("configuration", "degraded")).contains("could not be put in force (model)");
        everyCampaign(status -> status.getJsonObject("expectation") != null);
    }

    @Test
    void log_levelChanges() throws Exception {
        var logger = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger("dev.ratiofixer.x");
        section("log").put("level", "error");
        scan();
        assertThat(logger.isWarnEnabled()).isFalse();
        section("log").put("level", "info");
        scan();
        assertThat(logger.isInfoEnabled()).isTrue();
        assertThat(logger.isDebugEnabled()).isFalse();
    }

    @Test
    void secrets_aNewApiKeyReplacesTheOld() throws Exception {
        assertThat(client.statusWith("first-key-0123456789")).isEqualTo(200);
        environment.put("RATIO_FIXER_API_KEY", "second-key-0123456789");
        scan();
        assertThat(client.statusWith("first-key-0123456789")).isEqualTo(401);
        assertThat(client.statusWith("second-key-0123456789")).isEqualTo(200);
    }

    @Test
    void anInvalidFileChangesNothingAndHealthSaysWhy() throws Exception {
        section("youtube").put("interval", "PT1S");
        section("policy").put("target", 0.75);
        scan();
        assertThat(client.checkWhen("configuration", "degraded")).contains("youtube.interval is PT1S");
        section("youtube").put("interval", "PT2H");
        section("policy").put("target", 0.5);
        scan();
        client.checkWhen("configuration", "up");
    }

    /** The dashboard's meters are there in a real engine, and no series has a campaign or a video for a label. */
    @Test
    void metricsAreThoseOfTheDashboardAndBounded() throws Exception {
        everyCampaign(status -> status.getJsonObject("expectation") != null);
        String page = client.page(engine.managementPort(), "/metrics");
        String asked = Files.readString(Path.of("docs", "grafana", "ratio-fixer.json"));
        java.util.regex.Matcher meter =
                java.util.regex.Pattern.compile("\\bratio_fixer_[a-z_]+").matcher(asked);
        while (meter.find()) {
            // These come with the first order.
            if (!meter.group().matches("ratio_fixer_(orders|spent)_total")) {
                assertThat(page).contains(meter.group());
            }
        }
        assertThat(value(page, "ratio_fixer_decide_seconds_count")).isPositive();
        assertThat(value(page, "ratio_fixer_polling_lateness_seconds_count")).isPositive();
        assertThat(value(page, "ratio_fixer_expectations_total")).isPositive();
        for (String id : campaigns) {
            assertThat(page).doesNotContain(id, client.status(id).getString("video_id"));
        }
        assertThat(page.lines().filter(line -> line.startsWith("ratio_fixer_"))).hasSizeLessThan(200);
    }

    private static double value(String page, String meter) {
        return page.lines()
                .filter(line -> line.startsWith(meter + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(meter.length() + 1)))
                .sum();
    }

    /** What a secret must never get into: answers, pages, records; its log lines are held by the other test. */
    @Test
    void noSecretIsToldAnywhere() throws Exception {
        environment.put("TASK_WEBHOOK_SECRET", "a-new-webhook-secret");
        section("log").put("level", "debug");
        scan();
        everyCampaign(status -> status.getString("last_check") != null);
        StringBuilder told = new StringBuilder();
        for (String path : List.of("health", "services", "prerequisites?like_server=2324", "campaigns")) {
            told.append(client.get("/api/ratio-fixer/" + path).encode());
        }
        for (String path : List.of("/livez", "/readyz", "/metrics")) {
            told.append(client.page(engine.managementPort(), path));
        }
        told.append(Recorded.changes(directory)).append(log()).append(read());
        assertThat(told).contains("TASK_WEBHOOK_SECRET", "ratio_fixer_campaigns");
        for (String secret : environment.values()) {
            if (secret.length() > 5) {
                assertThat(told).doesNotContain(secret);
            }
        }
        String hook = sandbox.origin() + "/hooks/newsletter";
        assertThat(told).doesNotContain(hook);
    }

    private String log() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage() + event.getThrowableProxy())
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    @Test
    void changesAreRecordedKeyByKey() throws Exception {
        section("policy").put("max_step", 0.3);
        scan();
        assertThat(Recorded.changes(directory)).contains("policy.max_step").doesNotContain("first-key");
    }
}
