package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.app.Engine.EngineOptions;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.demo.DemoConfiguration;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole engine on the sandbox, driven through its API as anybody would, on a fast clock. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineIT {
    private static final double SPEED = 7200;
    private static final String KEY = "test-key-0123456789";
    private static final int PATIENCE_SECONDS = 180;

    private final ApplicationRunner process = new ApplicationRunner();
    private final WebClient client = WebClient.create(process.vertx());

    private Sandbox sandbox;
    private Engine engine;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        EngineTime time = EngineTime.scaled(process.vertx(), SPEED);
        sandbox = process.start(new Sandbox(
                        process.vertx(), time.clock(), SandboxOptions.defaults().withSpeed(SPEED))
                .start());
        Map<String, String> environment = Map.of("RATIO_FIXER_PORT", "0");
        ConfigResult.Valid configuration = DemoConfiguration.of(sandbox, 0, directory, environment);
        engine = process.start(Engine.start(
                process.vertx(),
                new EngineOptions(
                        "test",
                        time,
                        configuration,
                        () -> configuration,
                        List.of(ApiKeyRegistry.fixed("test", "test", Role.ADMIN, KEY)),
                        process.metrics(),
                        true),
                process.stops()));
    }

    @AfterAll
    void stop() {
        process.close();
    }

    private HttpResponse<Buffer> call(HttpMethod method, String path, Buffer body) throws Exception {
        Future<HttpResponse<Buffer>> answer = client.request(method, engine.port(), "127.0.0.1", path)
                .putHeader("X-API-Key", KEY)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(body);
        return answer.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private JsonObject get(String path) throws Exception {
        HttpResponse<Buffer> answer = call(HttpMethod.GET, path, Buffer.buffer());
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject();
    }

    private HttpResponse<Buffer> post(String path, JsonObject body) throws Exception {
        return call(HttpMethod.POST, path, body.toBuffer());
    }

    private JsonObject request(int video) {
        JsonObject request = ApiClient.request(sandbox, video, "auto");
        request.remove("video_id");
        return request.put(
                "video_url", "https://youtu.be/" + sandbox.videos().get(video).videoId());
    }

    private String started(int video) throws Exception {
        HttpResponse<Buffer> answer = post("/api/ratio-fixer/start", request(video));
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(201);
        assertThat(answer.bodyAsJsonObject().getString("ratio_fixer_status")).isEqualTo("running");
        return answer.bodyAsJsonObject().getString("campaign_id");
    }

    /** Reads the status until it is as wanted: the engine's clock is fast, but it is a clock. */
    private JsonObject statusWhen(String id, Predicate<JsonObject> wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            JsonObject status = get("/api/ratio-fixer/status/" + id);
            if (wanted.test(status)) {
                return status;
            }
            assertThat(System.nanoTime())
                    .as("still %s", status.encodePrettily())
                    .isLessThan(end);
            pause();
        }
    }

    private void pause() throws Exception {
        process.vertx()
                .timer(200, TimeUnit.MILLISECONDS)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    private long liveCampaigns() throws Exception {
        return get("/api/ratio-fixer/health").getLong("live_campaigns");
    }

    @Test
    void aCampaignThatFallsShortIsSampledExpectedOrderedForAndStopped() throws Exception {
        String id = started(2);
        assertThat(post("/api/ratio-fixer/start", request(2)).statusCode()).isEqualTo(409);
        JsonObject first = statusWhen(id, status -> status.getValue("desired_likes") != null);
        JsonObject grown = statusWhen(id, status -> status.getLong("views") > first.getLong("views"));
        assertThat(grown.getJsonObject("expectation").getJsonObject("likes").getDouble("p10"))
                .isPositive();
        assertThat(grown.getString("next_check")).isNotNull();

        JsonObject ordered = statusWhen(id, status -> status.getLong("ordered_comments") > 0);
        assertThat(ordered.getJsonObject("spend").getString("currency")).isEqualTo("USD");
        JsonArray orders = get("/api/ratio-fixer/campaigns/" + id + "/orders").getJsonArray("items");
        assertThat(orders).isNotEmpty();
        assertThat(get("/api/ratio-fixer/campaigns/" + id + "/samples").getJsonArray("items"))
                .hasSizeGreaterThan(1);
        // An order counts from its decision on; a moment later it is placed.
        statusWhen(id, status -> !sandbox.ledger().isEmpty());

        long before = liveCampaigns();
        HttpResponse<Buffer> stopped = call(HttpMethod.POST, "/api/ratio-fixer/stop/" + id, Buffer.buffer());
        assertThat(stopped.statusCode()).as(stopped.bodyAsString()).isEqualTo(200);
        assertThat(liveCampaigns()).isEqualTo(before - 1);
        assertThat(get("/api/ratio-fixer/status/" + id).getString("ratio_fixer_status"))
                .isEqualTo("stopped");
        assertThat(get("/campaign_status/" + id).getString("ratio_fixer_status"))
                .isEqualTo("stopped");
        assertThat(call(HttpMethod.POST, "/api/ratio-fixer/stop/" + id, Buffer.buffer())
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "video_url, https://youtu.be/aaaaaaaaaaa, 422, video",
        "video_url, https://example.org/watch?v=1, 422, video_url",
        "video_url, '', 422, video_url",
        "like_server, 99999, 422, like_server",
        "mode, always, 422, mode",
        "daily_spend, -1, 422, daily_spend",
        "comments_sheet_url, https://docs.google.com/spreadsheets/d/1NobodyKnowsThisSheet000/edit, 422, comments_sheet_url"
    })
    void aBadStartNamesTheFieldAndWritesNothing(String field, String value, int status, String named) throws Exception {
        JsonArray before = get("/api/ratio-fixer/campaigns").getJsonArray("items");
        HttpResponse<Buffer> answer = post("/api/ratio-fixer/start", request(4).put(field, value));
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isIn(status, 400);
        assertThat(answer.getHeader("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.bodyAsString()).contains(named);
        assertThat(get("/api/ratio-fixer/campaigns").getJsonArray("items")).hasSameSizeAs(before);
    }

    /** Whose video it is is known before anything runs, in every mode. */
    @ParameterizedTest
    @ValueSource(strings = {"observe", "propose", "auto"})
    void aCommentServiceOfAnotherChannelIsNamedAtTheStart(String mode) throws Exception {
        String own = sandbox.videos().get(4).channelId();
        int other = IntStream.range(0, 8)
                .filter(video -> !sandbox.videos().get(video).channelId().equals(own))
                .findFirst()
                .orElseThrow();
        HttpResponse<Buffer> answer = post(
                "/api/ratio-fixer/start",
                request(4).put("mode", mode).put("comment_server", DemoConfiguration.commentServer(other)));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsString())
                .contains(
                        "comment_server",
                        "the video is of channel " + own,
                        "choose the service of the video's channel");
    }

    @Test
    void bodiesThatAreNoStartAreRefused() throws Exception {
        assertThat(call(HttpMethod.POST, "/api/ratio-fixer/start", Buffer.buffer("{\"video_url\": "))
                        .statusCode())
                .isEqualTo(400);
        assertThat(call(HttpMethod.POST, "/api/ratio-fixer/start", Buffer.buffer("x".repeat(2 * 1024 * 1024)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(call(HttpMethod.GET, "/api/ratio-fixer/status/none", Buffer.buffer())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void healthNamesEveryPart() throws Exception {
        JsonObject health = get("/api/ratio-fixer/health");
        assertThat(health.getJsonArray("checks").stream()
                        .map(check -> ((JsonObject) check).getString("name"))
                        .toList())
                .contains(
                        "database", "lease", "youtube", "model", "expectations", "promotion", "configuration", "disk");
        assertThat(health.getBoolean("available")).isTrue();
        assertThat(health.getJsonArray("quota")).allSatisfy(each -> {
            JsonObject bucket = (JsonObject) each;
            assertThat(bucket.getLong("used") + bucket.getLong("left")).isEqualTo(bucket.getLong("limit"));
        });
        assertThat(health.getJsonArray("intervals"))
                .extracting(each -> ((JsonObject) each).getString("priority"))
                .containsExactly("urgent", "normal", "calm");
    }
}
