package dev.ratiofixer.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineGauge;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineTotal;
import dev.ratiofixer.app.metrics.Metrics;
import dev.ratiofixer.money.Money;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementPagesIT {
    private static final int LOOPS = 4;

    private final Metrics metrics = new Metrics();
    private final EngineMetrics engine = new EngineMetrics(metrics.registry());
    private final AtomicReference<ComponentHealth> database = new AtomicReference<>(ComponentHealth.up("here"));
    private final Vertx vertx = Vertx.builder()
            .with(new VertxOptions().setEventLoopPoolSize(LOOPS).setMetricsOptions(metrics.options()))
            .withMetrics(metrics.factory())
            .build();
    private WebClient client;
    private int port;

    @BeforeEach
    void serve() throws Exception {
        HealthCheckRegistry board =
                new HealthCheckRegistry(vertx).add("database", true, () -> Future.succeededFuture(database.get()));
        ManagementPages pages = new ManagementPages(vertx, await(Liveness.listen(vertx, LOOPS)), board, metrics);
        Router router = Router.router(vertx);
        router.get("/livez").handler(pages::livez);
        router.get("/readyz").handler(pages::readyz);
        router.get("/metrics").handler(pages::metrics);
        port = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
        client = WebClient.create(vertx);
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
        metrics.close();
    }

    @Test
    void alive_while_every_loop_answers() throws Exception {
        HttpResponse<Buffer> answer = get("/livez");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject()).isEqualTo(new JsonObject("{\"status\": \"up\", \"silent\": []}"));
    }

    @Test
    void not_alive_while_the_workers_are_all_stuck() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        for (int i = 0; i < VertxOptions.DEFAULT_WORKER_POOL_SIZE; i++) {
            vertx.executeBlocking(() -> stuck.await(60, TimeUnit.SECONDS), false);
        }

        HttpResponse<Buffer> answer = get("/livez");
        stuck.countDown();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.bodyAsJsonObject().getJsonArray("silent")).containsExactly("worker pool");
    }

    @Test
    void ready_until_a_needed_part_is_down() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void not_ready_says_why_and_what_to_do() throws Exception {
        database.set(ComponentHealth.down("no connection", "start PostgreSQL"));

        HttpResponse<Buffer> answer = get("/readyz");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.bodyAsJsonObject().getJsonArray("parts").getJsonObject(0))
                .isEqualTo(new JsonObject("""
                        {"name": "database", "status": "down", "needed": true, "reason": "no connection",
                         "remedy": "start PostgreSQL"}"""));
    }

    @Test
    void prometheus_reads_the_engines_meters() throws Exception {
        engine.decided(800);
        engine.polled(Duration.ofMillis(50));
        engine.orderChanged("ad_budget", "pending");
        engine.spent("ad_budget", Money.parse("2.50", "USD"));
        engine.gauge(EngineGauge.CAMPAIGNS, () -> 8);
        engine.total(EngineTotal.SAMPLES, () -> 42);
        engine.quota("units", () -> 100, () -> 9_900, () -> 10_000);
        System.gc();

        assertThat(get("/metrics").bodyAsString())
                .contains("ratio_fixer_decide_seconds_bucket{le=\"1.0E-6\"} 1")
                .contains("ratio_fixer_polling_lateness_seconds_bucket{le=\"0.1\"} 1")
                .contains("ratio_fixer_orders_total{status=\"pending\",type=\"ad_budget\"} 1.0")
                .contains("ratio_fixer_spent_total{currency=\"USD\",type=\"ad_budget\"} 2.5")
                .contains("ratio_fixer_campaigns 8.0")
                .contains("ratio_fixer_samples_total 42.0")
                .contains("ratio_fixer_quota_used{bucket=\"units\"} 100.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void no_request_makes_a_new_series() throws Exception {
        ask(0);
        ask(1);
        long before = series();
        for (int i = 2; i < 60; i++) {
            ask(i);
        }

        assertThat(series()).isEqualTo(before);
    }

    private void ask(int number) throws Exception {
        await(client.request(HttpMethod.valueOf("METHOD" + number), port, "127.0.0.1", "/nothing/" + number)
                .send());
        vertx.eventBus().publish("address-" + number, "x");
        get("/livez");
        get("/metrics");
    }

    private long series() throws Exception {
        return get("/metrics")
                .bodyAsString()
                .lines()
                .filter(line -> line.startsWith("vertx_") || line.startsWith("ratio_fixer_"))
                .count();
    }

    private HttpResponse<Buffer> get(String path) throws Exception {
        return await(client.get(port, "127.0.0.1", path).send());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
