package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.app.Engine.EngineOptions;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.campaign.CampaignChanged;
import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.demo.DemoConfiguration;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.video.Sample;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * What a whole engine does while its database is away, and after: real time for PostgreSQL, fast time for the engine.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineOutageIT {
    /** Ten minutes last four seconds. */
    private static final double SPEED = 150;

    private static final int CAMPAIGNS = 3;

    private record Taken(String campaign, Instant at) {}

    private final ApplicationRunner process = new ApplicationRunner();
    private final List<String> campaigns = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger engineLog = (Logger) LoggerFactory.getLogger("dev.ratiofixer");
    private final Set<Taken> taken = ConcurrentHashMap.newKeySet();
    private EngineTime time;
    private ApiClient client;
    private Sandbox sandbox;
    private Path directory;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        this.directory = directory;
        time = EngineTime.scaled(process.vertx(), SPEED);
        sandbox = process.start(new Sandbox(
                        process.vertx(), time.clock(), SandboxOptions.defaults().withSpeed(SPEED))
                .start());
        Engine engine = process.start(Engine.start(process.vertx(), options(), process.stops()));
        client = new ApiClient(process.vertx(), engine.port());
        process.vertx()
                .eventBus()
                .<CampaignChanged>localConsumer(Addresses.CAMPAIGN_EVENTS, event -> note(event.body()));
        for (int video = 0; video < CAMPAIGNS; video++) {
            campaigns.add(client.start(sandbox, video, "auto"));
        }
    }

    private void note(CampaignChanged event) {
        Sample last = event.view().snapshot().lastSample();
        if (last != null) {
            taken.add(new Taken(event.view().campaign().id(), last.at()));
        }
    }

    private EngineOptions options() {
        Map<String, String> environment = new HashMap<>(Map.of("RATIO_FIXER_PORT", "0"));
        ConfigResult.Valid demo = DemoConfiguration.of(sandbox, 0, directory, environment);
        ObjectNode document = demo.document().deepCopy();
        document.withObject("youtube").put("interval", "PT36S");
        document.withObject("cluster").put("lease", "PT6S").put("heartbeat", "PT1S");
        environment.putAll(DemoConfiguration.secrets(sandbox, environment));
        ConfigResult.Valid configuration =
                (ConfigResult.Valid) new ConfigReader().parse(document.toString(), environment);
        return new EngineOptions(
                "test", time, configuration, () -> configuration, List.of(ApiClient.ADMIN), process.metrics(), true);
    }

    @BeforeEach
    void listen() {
        log.start();
        engineLog.addAppender(log);
    }

    @AfterEach
    void deafen() {
        engineLog.detachAppender(log);
        log.list.clear();
    }

    @AfterAll
    void stop() {
        process.close();
    }

    private void untilSampledAfter(Instant at) throws Exception {
        for (String id : campaigns) {
            client.statusWhen(
                    id,
                    status -> status.getString("last_check") != null
                            && Instant.parse(status.getString("last_check")).isAfter(at));
        }
    }

    private List<String> troubleLines() {
        return List.copyOf(log.list).stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Every sample that a campaign took in this time is stored, and none twice. */
    private void everySampleOf(Instant from, Instant to) throws Exception {
        List<Taken> expected = taken.stream()
                .filter(one -> one.at().isAfter(from) && one.at().isBefore(to))
                .toList();
        assertThat(expected).hasSizeGreaterThan(CAMPAIGNS);
        for (Taken one : expected) {
            // PostgreSQL keeps microseconds.
            assertThat(Recorded.one(directory, """
                    SELECT count(*) FROM youtube_campaign_samples
                    WHERE campaign_id = '%s' AND abs(extract(epoch FROM sampled_at - '%s')) < 0.001
                    """.formatted(one.campaign(), one.at())))
                    .as("%s", one)
                    .isEqualTo("1");
        }
        assertThat(Recorded.one(
                        directory,
                        "SELECT count(*) - count(DISTINCT (campaign_id, sampled_at)) FROM youtube_campaign_samples"))
                .isEqualTo("0");
    }

    @Test
    void tenMinutesWithoutADatabase() throws Exception {
        untilSampledAfter(time.clock().instant().plus(Duration.ofMinutes(20)));
        Instant begin = time.clock().instant();
        Recorded.shut(directory, true);

        untilSampledAfter(begin.plus(Duration.ofMinutes(10)));
        String database = client.checkWhen("database", "down");
        assertThat(database).contains("nothing is ordered");
        assertThat(client.checkWhen("write-behind", "degraded")).contains("wait to be written");
        client.checkWhen("lease", "down");
        JsonObject refused = client.refused("/api/ratio-fixer/start", ApiClient.request(sandbox, 5, "observe"), 503);
        assertThat(refused.encode()).contains("the database does not answer");
        client.refused("/api/ratio-fixer/stop/none", new JsonObject(), 503);
        for (String decision : List.of("approve", "reject", "complete")) {
            refused = client.refused("/api/ratio-fixer/orders/none/" + decision, new JsonObject(), 503);
            assertThat(refused.encode()).as(decision).contains("the database does not answer");
        }
        int placed = sandbox.ledger().size();
        Instant end = time.clock().instant();
        untilSampledAfter(end);
        assertThat(sandbox.ledger()).hasSize(placed);

        Recorded.shut(directory, false);
        client.checkWhen("database", "up");
        client.checkWhen("lease", "up");
        client.checkWhen("write-behind", "up");
        untilSampledAfter(time.clock().instant().plus(Duration.ofMinutes(5)));

        everySampleOf(begin, end);
        // One of each part that asks it, analytics and the audit among them.
        assertThat(troubleLines()).hasSizeLessThan(15).doesNotHaveDuplicates();
        assertThat(client.get("/api/ratio-fixer/health").getLong("live_campaigns"))
                .isEqualTo(CAMPAIGNS);
    }

    @Test
    void aKilledServerIsStartedAgainUnderRunningCampaigns() throws Exception {
        untilSampledAfter(time.clock().instant());
        Instant begin = time.clock().instant();
        long pid =
                Long.parseLong(Files.readAllLines(directory.resolve("postgres").resolve("postmaster.pid"))
                        .getFirst());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        client.checkWhen("database", "up", "started again 1 times");
        client.checkWhen("write-behind", "up");
        untilSampledAfter(time.clock().instant().plus(Duration.ofMinutes(5)));
        everySampleOf(begin, time.clock().instant().minus(Duration.ofMinutes(2)));
    }
}
