package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign in mode {@code auto} that begins before its video's premiere does, by a clock that the test moves. */
class PremiereIT {
    private static final int VIDEO = 6;
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int PATIENCE_SECONDS = 60;

    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-22T10:10:00Z"));
    private final Vertx outside = Vertx.vertx();
    private final WebClient wire = WebClient.create(outside);
    private Sandbox sandbox;
    private Path directory;
    private ApplicationRunner process;
    private ApiClient client;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        sandbox = TestNode.await(new Sandbox(outside, time.clock(), SandboxOptions.defaults()).start());
        process = new ApplicationRunner();
        ConfigResult.Valid configuration = TestEngine.embedded(sandbox, INTERVAL, directory, null);
        Engine engine = TestEngine.start(process, time.of(process.vertx()), configuration, () -> configuration);
        client = new ApiClient(process.vertx(), engine.port());
    }

    @AfterEach
    void stop() throws Exception {
        process.close();
        TestNode.await(sandbox.close());
        TestNode.await(outside.close());
    }

    /** What one reading said. */
    private record Read(long views, long likes, double expected) {
        static Read of(JsonObject status) {
            return new Read(
                    status.getLong("views"),
                    status.getLong("likes"),
                    status.getJsonObject("expectation").getJsonObject("likes").getDouble("p50"));
        }

        /** No further from the other expectation than the views and an hour's age explain. */
        boolean explains(Read after) {
            double grown = Math.log((after.views + 1.0) / (views + 1.0));
            return Math.abs(Math.log((after.expected + 1) / (expected + 1))) <= 1.2 * Math.abs(grown) + 0.1;
        }
    }

    @Test
    void nothingIsOrderedBeforeItIsOutAndTheExpectationGoesOnFromThere() throws Exception {
        TestNode.await(wire.post(
                        sandbox.port(),
                        "127.0.0.1",
                        "/sandbox/videos/" + sandbox.videos().get(VIDEO).videoId())
                .sendJsonObject(new JsonObject().put("premiere_in", "PT3H")));
        var started = client.begin(
                HttpMethod.POST,
                "/api/ratio-fixer/start",
                ApiClient.request(sandbox, VIDEO, "auto", time.now())
                        .put("like_server", "7")
                        .put("comment_server", "7")
                        .toBuffer());
        until(started::isComplete, "started");
        String campaign = started.result().bodyAsJsonObject().getString("campaign_id");
        until(() -> judged(client.status(campaign)), "judged");

        Read before = upcoming(campaign);
        Read out = itComesOut(campaign, before);
        itIsJudgedAsAnyOther(campaign, out);
    }

    private Read upcoming(String campaign) throws Exception {
        for (int look = 0; look < 9; look++) {
            tick(campaign);
            JsonObject status = client.status(campaign);
            assertThat(problems(status)).contains("video_not_out");
            assertThat(status.getLong("views")).isZero();
        }
        JsonObject last = client.status(campaign);
        assertThat(last.getLong("likes")).as("likes come before the views").isPositive();
        assertThat(asked()).isEqualTo("0");
        return Read.of(last);
    }

    private Read itComesOut(String campaign, Read before) throws Exception {
        Read last = before;
        for (int look = 0; problems(client.status(campaign)).contains("video_not_out"); look++) {
            assertThat(look).as("still not out").isLessThan(12);
            assertThat(asked()).isEqualTo("0");
            tick(campaign);
            Read now = Read.of(client.status(campaign));
            assertThat(last.explains(now)).as("%s, then %s", last, now).isTrue();
            last = now;
        }
        return last;
    }

    private void itIsJudgedAsAnyOther(String campaign, Read out) throws Exception {
        Read last = out;
        for (int look = 0; look < 6 || asked().equals("0"); look++) {
            assertThat(look).as("nobody asks the policy").isLessThan(60);
            tick(campaign);
            Read now = Read.of(client.status(campaign));
            assertThat(last.explains(now)).as("%s, then %s", last, now).isTrue();
            last = now;
        }
        assertThat(last.views()).isGreaterThan(out.views());
    }

    private static boolean judged(JsonObject status) {
        return status.getValue("expectation") != null
                && !status.getJsonObject("channel").getString("state").equals("unread");
    }

    private static List<String> problems(JsonObject status) {
        return status.getJsonArray("problems").stream()
                .map(problem -> ((JsonObject) problem).getString("code"))
                .toList();
    }

    private String asked() throws Exception {
        return Recorded.one(
                directory, "SELECT count(*) FROM ratio_fixer_campaigns WHERE orders_asked_at > '2026-01-01'");
    }

    private void tick(String campaign) throws Exception {
        Instant from = time.now();
        for (int minute = 0; minute < 15; minute++) {
            time.advance(Duration.ofMinutes(1));
            pulses(3);
        }
        until(
                () -> {
                    JsonObject status = client.status(campaign);
                    String read = status.getString("last_check");
                    return judged(status) && Instant.parse(read).isAfter(from);
                },
                "sampled after " + from);
    }

    private void until(Callable<Boolean> done, String what) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!done.call()) {
            assertThat(System.nanoTime()).as("not %s", what).isLessThan(end);
            pulses(20);
        }
    }

    private void pulses(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            time.pulse();
            TestNode.await(outside.timer(5, TimeUnit.MILLISECONDS));
        }
    }
}
