package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.app.Engine.EngineOptions;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.app.cluster.HazelcastCluster;
import dev.ratiofixer.app.metrics.Metrics;
import dev.ratiofixer.config.ClusterSettings;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.time.VertxTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An engine in this JVM with a Vert.x of its own, clustered as its configuration says, called as anybody would. */
public final class TestNode {
    private static final String KEY = "test-key-0123456789";
    private static final int PATIENCE_SECONDS = 180;

    private final String name;
    private final Vertx vertx;
    private final ShutdownSequence stops = new ShutdownSequence();
    private final WebClient client;
    private @Nullable Engine engine;

    private TestNode(String name, Vertx vertx) {
        this.name = name;
        this.vertx = vertx;
        this.client = WebClient.create(vertx);
    }

    static TestNode start(String name, ConfigResult.Valid configuration, InstantSource clock, double speed)
            throws Exception {
        Metrics metrics = new Metrics();
        ClusterSettings cluster = configuration.configuration().cluster();
        Vertx vertx = await(Vertx.builder()
                .with(new VertxOptions()
                        .setMetricsOptions(metrics.options())
                        .setEventBusOptions(HazelcastCluster.bus(cluster)))
                .withMetrics(metrics.factory())
                .withClusterManager(HazelcastCluster.manager(cluster))
                .buildClustered());
        TestNode node = new TestNode(name, vertx);
        EngineTime time = new EngineTime(clock, new VertxTimers(vertx, speed), new VertxTimers(vertx, 1));
        node.engine = await(Engine.start(
                vertx,
                new EngineOptions(
                        name,
                        time,
                        configuration,
                        () -> configuration,
                        List.of(ApiKeyRegistry.fixed("test", "test", Role.ADMIN, KEY)),
                        metrics,
                        true),
                node.stops));
        return node;
    }

    String name() {
        return name;
    }

    Vertx vertx() {
        return vertx;
    }

    /** Stops it as a TERM does. */
    void stop() throws Exception {
        await(stops.run());
        await(vertx.close());
    }

    /** Lets everything go at once, without a word to the database. */
    void die() throws Exception {
        await(vertx.close());
    }

    HttpResponse<Buffer> call(HttpMethod method, String path, Buffer body) throws Exception {
        return await(client.request(method, Objects.requireNonNull(engine).port(), "127.0.0.1", path)
                .putHeader("X-API-Key", KEY)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(body));
    }

    JsonObject get(String path) throws Exception {
        HttpResponse<Buffer> answer = call(HttpMethod.GET, path, Buffer.buffer());
        assertThat(answer.statusCode())
                .as("%s: %s", path, answer.bodyAsString())
                .isEqualTo(200);
        return answer.bodyAsJsonObject();
    }

    JsonObject post(String path, JsonObject body, int status) throws Exception {
        HttpResponse<Buffer> answer = call(HttpMethod.POST, path, body.toBuffer());
        assertThat(answer.statusCode())
                .as("%s: %s", path, answer.bodyAsString())
                .isEqualTo(status);
        return answer.bodyAsJsonObject();
    }

    /** How many campaigns run on it. */
    long campaigns() throws Exception {
        return get("/api/ratio-fixer/health").getLong("live_campaigns");
    }

    /** Reads it again and again until it is as wanted: engines take time, if little. */
    JsonObject getWhen(String path, Predicate<JsonObject> wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            JsonObject answer = get(path);
            if (wanted.test(answer)) {
                return answer;
            }
            assertThat(System.nanoTime()).as("still %s", answer.encode()).isLessThan(end);
            await(vertx.timer(100, TimeUnit.MILLISECONDS));
        }
    }

    /** Waits until so many campaigns run on it. */
    void awaitCampaigns(Predicate<Long> wanted) throws Exception {
        getWhen("/api/ratio-fixer/health", health -> wanted.test(health.getLong("live_campaigns")));
    }

    public static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
