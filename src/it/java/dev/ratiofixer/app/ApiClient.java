package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.demo.DemoConfiguration;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.sheets.Spreadsheets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Drives an engine through its API, as anybody would. */
public final class ApiClient {
    static final String KEY = "admin-key-0123456789";
    static final ApiKey ADMIN = ApiKeyRegistry.fixed("test", "test", Role.ADMIN, KEY);
    private static final int PATIENCE_SECONDS = 180;

    private final Vertx vertx;
    private final WebClient client;
    private final int port;

    public ApiClient(Vertx vertx, int port) {
        this.vertx = vertx;
        this.client = WebClient.create(vertx);
        this.port = port;
    }

    /** Sends it as an admin, for who has something to do before the answer comes. */
    public Future<HttpResponse<Buffer>> begin(HttpMethod method, String path, Buffer body) {
        return begin(method, path, body, KEY);
    }

    private Future<HttpResponse<Buffer>> begin(HttpMethod method, String path, Buffer body, String key) {
        return client.request(method, port, "127.0.0.1", path)
                .putHeader("X-API-Key", key)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(body);
    }

    HttpResponse<Buffer> call(HttpMethod method, String path, Buffer body, String key) throws Exception {
        return begin(method, path, body, key)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    public JsonObject get(String path) throws Exception {
        HttpResponse<Buffer> answer = call(HttpMethod.GET, path, Buffer.buffer(), KEY);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject();
    }

    /** The answer's status to somebody with this key. */
    int statusWith(String key) throws Exception {
        return call(HttpMethod.GET, "/api/ratio-fixer/services", Buffer.buffer(), key)
                .statusCode();
    }

    JsonObject refused(String path, JsonObject body, int status) throws Exception {
        HttpResponse<Buffer> answer = call(HttpMethod.POST, path, body.toBuffer(), KEY);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(status);
        return answer.bodyAsJsonObject();
    }

    /** Starts a campaign on the demo's nth video. */
    String start(Sandbox sandbox, int video, String mode) throws Exception {
        return started(request(sandbox, video, mode));
    }

    /** Starts a campaign as asked. */
    String started(JsonObject body) throws Exception {
        HttpResponse<Buffer> answer = call(HttpMethod.POST, "/api/ratio-fixer/start", body.toBuffer(), KEY);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(201);
        return answer.bodyAsJsonObject().getString("campaign_id");
    }

    void stop(String campaign) throws Exception {
        HttpResponse<Buffer> answer =
                call(HttpMethod.POST, "/api/ratio-fixer/stop/" + campaign, Buffer.buffer("{}"), KEY);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
    }

    static JsonObject request(Sandbox sandbox, int video, String mode) {
        return request(sandbox, video, mode, Instant.now());
    }

    /** The body of a start of the sandbox's nth video, with a consent given just now. */
    public static JsonObject request(Sandbox sandbox, int video, String mode, Instant now) {
        return new JsonObject()
                .put("campaign_name", "Campaign " + video)
                .put("video_id", sandbox.videos().get(video).videoId())
                .put("like_server", DemoConfiguration.likeServer(video))
                .put("comment_server", DemoConfiguration.commentServer(video))
                .put("comments_sheet_url", Spreadsheets.COMMENTS_URL)
                .put("sheet_tier", "gold")
                .put("mode", mode)
                .put("max_spend", "400.00")
                .put("daily_spend", "60.00")
                .put("currency", "USD")
                .put("consent", consent(now.minusSeconds(60), now.plus(Duration.ofDays(3650))));
    }

    /** The owner's, from when to when. */
    static JsonObject consent(Instant from, Instant to) {
        return new JsonObject()
                .put("granted_by", "the owner")
                .put("granted_at", from.toString())
                .put("expires_at", to.toString());
    }

    /** A page that asks for no key. */
    String page(int managementPort, String path) throws Exception {
        return client.get(managementPort, "127.0.0.1", path)
                .send()
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .bodyAsString();
    }

    JsonObject status(String campaign) throws Exception {
        return get("/api/ratio-fixer/status/" + campaign);
    }

    /** Reads the status until it is as wanted: the engine's clock is fast, but it is a clock. */
    JsonObject statusWhen(String campaign, Predicate<JsonObject> wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            JsonObject status = status(campaign);
            if (wanted.test(status)) {
                return status;
            }
            assertThat(System.nanoTime())
                    .as("still %s", status.encodePrettily())
                    .isLessThan(end);
            pause();
        }
    }

    /** Waits for two samples from now on that are no further apart; a busy machine may skip some. */
    void untilSamplesFollowWithin(String campaign, Duration gap) throws Exception {
        Instant from = Instant.parse(status(campaign).getString("last_check"));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            List<Instant> at = samplesAfter(campaign, from);
            for (int i = 1; i < at.size(); i++) {
                if (Duration.between(at.get(i), at.get(i - 1)).compareTo(gap) < 0) {
                    return;
                }
            }
            assertThat(System.nanoTime()).as("samples at %s", at).isLessThan(end);
            pause();
        }
    }

    private List<Instant> samplesAfter(String campaign, Instant from) throws Exception {
        return get("/api/ratio-fixer/campaigns/" + campaign + "/samples").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .map(sample -> Instant.parse(sample.getString("at")))
                .filter(at -> at.isAfter(from))
                .sorted(java.util.Comparator.reverseOrder())
                .toList();
    }

    JsonObject check(String part) throws Exception {
        return find(get("/api/ratio-fixer/health"), "checks", part);
    }

    /** The detail of a part of health, once it is so: an answer is kept for a second. */
    public String checkWhen(String part, String status) throws Exception {
        return checkWhen(part, status, "");
    }

    String checkWhen(String part, String status, String saying) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        JsonObject check = check(part);
        while (!check.getString("status").equals(status)
                || !check.getString("detail").contains(saying)) {
            assertThat(System.nanoTime()).as("still %s", check).isLessThan(end);
            pause();
            check = check(part);
        }
        return check.getString("detail");
    }

    JsonObject prerequisite(String name, String likeServer) throws Exception {
        return find(get("/api/ratio-fixer/prerequisites?like_server=" + likeServer), "items", name);
    }

    private static JsonObject find(JsonObject body, String list, String name) {
        return body.getJsonArray(list).stream()
                .map(JsonObject.class::cast)
                .filter(line -> line.getString("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + body));
    }

    private void pause() throws Exception {
        vertx.timer(100, TimeUnit.MILLISECONDS)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }
}
