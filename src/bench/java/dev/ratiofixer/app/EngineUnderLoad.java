package dev.ratiofixer.app;

import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.app.Engine.EngineOptions;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.demo.DemoConfiguration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A whole engine as {@code serve} runs it, on real time, before a sandbox in another process: for figures. The database
 * is handed in and outlives the engine, so that an engine can be started again on it.
 */
public final class EngineUnderLoad implements AutoCloseable {
    /** The key of an admin. */
    public static final String KEY = "load_key_0123456789";

    private static final int ENDLESS = 1_000_000_000;

    private final ApplicationRunner process = new ApplicationRunner();
    private final WebClient client = WebClient.create(process.vertx());
    private final Engine engine;

    /** @param interval how often every campaign ticks */
    public EngineUnderLoad(String databaseUrl, URI sandbox, Path directory, Duration interval) throws Exception {
        ConfigResult.Valid configuration = configuration(databaseUrl, sandbox, directory, interval);
        engine = process.start(Engine.start(
                process.vertx(),
                new EngineOptions(
                        "bench",
                        EngineTime.real(process.vertx()),
                        configuration,
                        () -> configuration,
                        List.of(ApiKeyRegistry.fixed("load", "load", Role.ADMIN, KEY)),
                        process.metrics(),
                        false),
                process.stops()));
    }

    private static ConfigResult.Valid configuration(
            String databaseUrl, URI sandbox, Path directory, Duration interval) {
        JsonObject json = new JsonObject()
                .put(
                        "http",
                        new JsonObject()
                                .put("port", 0)
                                .put("management_port", 0)
                                .put("max_streams", 5_000)
                                .put(
                                        "rate_limit",
                                        new JsonObject()
                                                .put("per_second", 100_000)
                                                .put("burst", 1_000_000)))
                .put("database", new JsonObject().put("directory", directory.toString()))
                .put(
                        "youtube",
                        new JsonObject()
                                .put("origin", sandbox.toString())
                                .put("interval", interval.toString())
                                .put("daily_units", ENDLESS)
                                .put("daily_stats_calls", ENDLESS))
                .put("oauth", new JsonObject().put("token_url", sandbox + "/token"))
                .put("compliance", new JsonObject().put("derived_metrics", "accepted"))
                .put("security", new JsonObject().put("allow_private_addresses", true));
        Map<String, String> secrets = Map.of("YOUTUBE_API_KEY", "sandbox-key", "DATABASE_URL", databaseUrl);
        return DemoConfiguration.valid(json, secrets);
    }

    public Vertx vertx() {
        return process.vertx();
    }

    /** The port of the API. */
    public int port() {
        return engine.port();
    }

    /** Campaigns deployed now. */
    public long live() throws Exception {
        return get("/api/ratio-fixer/health").getLong("live_campaigns");
    }

    public JsonObject get(String path) throws Exception {
        Future<HttpResponse<Buffer>> answer = client.get(port(), "127.0.0.1", path)
                .putHeader("X-API-Key", KEY)
                .send();
        return await(answer).bodyAsJsonObject();
    }

    /** Sends it, and gives the answer whatever its status. */
    public Future<HttpResponse<Buffer>> post(String path, JsonObject body) {
        return client.post(port(), "127.0.0.1", path)
                .putHeader("X-API-Key", KEY)
                .sendJsonObject(body);
    }

    /** The body of a start that only observes one of the sandbox's made-up videos. */
    public static JsonObject observe(int video) {
        return new JsonObject()
                .put("campaign_name", "Campaign " + video)
                .put("video_id", dev.ratiofixer.sandbox.world.LoadTestVideos.id(video))
                .put("mode", "observe");
    }

    /** Starts campaigns on the videos from one number to another, a thousand a call, two calls at a time. */
    public void start(int from, int to) throws Exception {
        Future<JsonObject> before = Future.succeededFuture(new JsonObject());
        for (int at = from; at < to; at += 1_000) {
            Future<JsonObject> batch = batch(at, Math.min(to, at + 1_000));
            await(before);
            before = batch;
        }
        await(before);
    }

    /** One bulk start; fails unless every one of it was started. */
    public Future<JsonObject> batch(int from, int to) {
        JsonArray campaigns = new JsonArray();
        for (int video = from; video < to; video++) {
            campaigns.add(observe(video));
        }
        return post("/api/ratio-fixer/start/batch", new JsonObject().put("campaigns", campaigns))
                .map(HttpResponse::bodyAsJsonObject)
                .compose(answer -> Integer.valueOf(to - from).equals(answer.getInteger("started"))
                        ? Future.succeededFuture(answer)
                        : Future.failedFuture(answer.encode()
                                .substring(0, Math.min(2_000, answer.encode().length()))));
    }

    public static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.close();
    }
}
