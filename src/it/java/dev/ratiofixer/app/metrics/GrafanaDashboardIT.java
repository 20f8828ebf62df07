package dev.ratiofixer.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.app.health.BandCoverage;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineGauge;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineTotal;
import dev.ratiofixer.money.Money;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard asks for no meter that the engine does not have. */
class GrafanaDashboardIT {
    private static final Pattern METER = Pattern.compile("\\b(ratio_fixer|vertx|jvm|process)_[a-z_]+");

    @Test
    void every_meter_of_the_dashboard_is_served() throws Exception {
        Set<String> served = served();
        // The collector's own meters show only after its first pause.
        served.add("jvm_gc_pause_seconds_max");

        assertThat(asked())
                .hasSizeGreaterThan(20)
                .allSatisfy(meter -> assertThat(served).contains(meter));
    }

    private static Set<String> asked() throws IOException {
        JsonObject dashboard = new JsonObject(Files.readString(Path.of("docs", "grafana", "ratio-fixer.json")));
        return meters(dashboard.getJsonArray("panels").encode());
    }

    private static Set<String> served() throws Exception {
        try (Metrics metrics = new Metrics()) {
            everything(new EngineMetrics(metrics.registry()));
            Vertx vertx = Vertx.builder()
                    .with(new VertxOptions().setMetricsOptions(metrics.options()))
                    .withMetrics(metrics.factory())
                    .build();
            await(aRequest(vertx));
            String text = metrics.scrape();
            await(vertx.close());
            return meters(text.replaceAll("(?m)^#.*$", ""));
        }
    }

    private static Future<?> aRequest(Vertx vertx) {
        Router router = Router.router(vertx);
        router.get("/").handler(request -> request.end("here"));
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .compose(server -> WebClient.create(vertx)
                        .get(server.actualPort(), "127.0.0.1", "/")
                        .send())
                .compose(answer -> vertx.executeBlocking(() -> true));
    }

    private static void everything(EngineMetrics engine) {
        engine.decided(1);
        engine.polled(Duration.ZERO);
        engine.orderChanged("ad_budget", "pending");
        engine.spent("ad_budget", Money.zero("USD"));
        engine.quota("units", () -> 1, () -> 1, () -> 2);
        engine.interval("calm", () -> 1, () -> 36);
        engine.health(Map.of("database", 1.0));
        engine.limitsLeft(Map.of("USD", 1L));
        engine.coverage(BandCoverage.Stratum.all().getFirst(), () -> 1, () -> 1);
        for (EngineGauge gauge : EngineGauge.values()) {
            engine.gauge(gauge, () -> 1);
        }
        for (EngineTotal total : EngineTotal.values()) {
            engine.total(total, () -> 1);
        }
    }

    private static Set<String> meters(String text) {
        Set<String> meters = new TreeSet<>();
        Matcher matcher = METER.matcher(text);
        while (matcher.find()) {
            meters.add(matcher.group());
        }
        return meters;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
