package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.app.Engine.EngineOptions;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.app.metrics.Metrics;
import dev.ratiofixer.app.tracing.Tracing;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.demo.DemoConfiguration;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace leads from a poll through the tick to the order and its provider, and none holds a key or a text. */
class TracesIT {
    private static final double SPEED = 7200;
    private static final String KEY = "test-key-0123456789";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(180);

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();

    @Test
    void aTraceLeadsFromThePollToTheOrder(@TempDir Path directory) throws Exception {
        Metrics metrics = new Metrics();
        ShutdownSequence stops = new ShutdownSequence();
        try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(Tracing.withoutSecrets(exported)))
                        .build())
                .build()) {
            Vertx vertx = Tracing.by(sdk)
                    .trace(Vertx.builder()
                            .with(new VertxOptions().setMetricsOptions(metrics.options()))
                            .withMetrics(metrics.factory()))
                    .build();
            Vertx quiet = Vertx.vertx();
            try {
                EngineTime time = EngineTime.scaled(vertx, SPEED);
                Sandbox sandbox = await(new Sandbox(
                                quiet, time.clock(), SandboxOptions.defaults().withSpeed(SPEED))
                        .start());
                ConfigResult.Valid configuration =
                        DemoConfiguration.of(sandbox, 0, directory, Map.of("RATIO_FIXER_PORT", "0"));
                Engine engine = await(Engine.start(
                        vertx,
                        new EngineOptions(
                                "traces",
                                time,
                                configuration,
                                () -> configuration,
                                List.of(ApiKeyRegistry.fixed("test", "test", Role.ADMIN, KEY)),
                                metrics,
                                true),
                        stops));
                start(quiet, engine, sandbox);
                Set<String> whole = Set.of("poll", "YouTube", "order");
                long end = System.nanoTime() + PATIENCE;
                while (sandbox.ledger().isEmpty()
                        || traces().values().stream().noneMatch(trace -> trace.containsAll(whole))) {
                    assertThat(System.nanoTime())
                            .as("traces: %s", Set.copyOf(traces().values()))
                            .isLessThan(end);
                    await(quiet.timer(200, TimeUnit.MILLISECONDS));
                }
                Set<String> found = traces().values().stream()
                        .filter(trace -> trace.containsAll(whole))
                        .findFirst()
                        .orElseThrow();
                assertThat(found).contains("tick", "ratio-fixer.model", "ratio-fixer.smm", "Query");
                assertThat(found).anyMatch(name -> name.equals("ratio-fixer.campaigns"));
                String everything = exported.getFinishedSpanItems().toString();
                for (Secret secret : Secret.values()) {
                    configuration
                            .configuration()
                            .secrets()
                            .get(secret)
                            .ifPresent(text ->
                                    assertThat(everything).as("%s", secret).doesNotContain(text));
                }
                assertThat(everything)
                        .doesNotContain(KEY)
                        .doesNotContain("url.full")
                        .doesNotContain("Bearer");
            } finally {
                await(stops.run());
                await(vertx.close());
                await(quiet.close());
                metrics.close();
            }
        }
    }

    /** The names in each trace. */
    private Map<String, Set<String>> traces() {
        return exported.getFinishedSpanItems().stream()
                .collect(Collectors.groupingBy(
                        SpanData::getTraceId, Collectors.mapping(TracesIT::name, Collectors.toSet())));
    }

    private static String name(SpanData span) {
        String destination = span.getAttributes().get(AttributeKey.stringKey("messaging.destination.name"));
        return destination == null ? span.getName() : destination;
    }

    private static void start(Vertx vertx, Engine engine, Sandbox sandbox) throws Exception {
        JsonObject request = ApiClient.request(sandbox, 2, "auto");
        int status = await(WebClient.create(vertx)
                        .request(HttpMethod.POST, engine.port(), "127.0.0.1", "/api/ratio-fixer/start")
                        .putHeader("X-API-Key", KEY)
                        .sendJsonObject(request))
                .statusCode();
        assertThat(status).isEqualTo(201);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
