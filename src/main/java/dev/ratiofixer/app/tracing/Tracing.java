package dev.ratiofixer.app.tracing;

import dev.ratiofixer.config.Configuration.TracingSettings;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.vertx.core.VertxBuilder;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Exports traces, where the configuration asks for them, as the {@code OTEL_…} variables of the environment say: by
 * OTLP to {@code OTEL_EXPORTER_OTLP_ENDPOINT}, one trace in ten unless {@code OTEL_TRACES_SAMPLER_ARG} says otherwise.
 *
 * @see <a href="https://opentelemetry.io/docs/languages/java/configuration/">OpenTelemetry's variables</a>
 */
public final class Tracing implements AutoCloseable {
    private static final int FLUSH_SECONDS = 5;
    /** What the environment overrides. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name", "ratio-fixer",
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.traces.sampler", "parentbased_traceidratio",
            "otel.traces.sampler.arg", "0.1",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");

    private final @Nullable OpenTelemetrySdk sdk;

    private Tracing(@Nullable OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /**
     * Traces as the settings say.
     *
     * @throws RuntimeException if a variable of the environment is none that OpenTelemetry takes
     */
    public static Tracing of(TracingSettings settings) {
        if (!settings.enabled()) {
            return new Tracing(null);
        }
        return new Tracing(AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> DEFAULTS)
                .addSpanExporterCustomizer((exporter, properties) -> new AttributeFilter(exporter))
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk());
    }

    /** Traces by an SDK that is there already; whoever made it closes it. */
    public static Tracing by(OpenTelemetrySdk sdk) {
        return new Tracing(sdk);
    }

    /** The same exporter behind a filter: attributes that could hold a key or a text do not reach it. */
    public static SpanExporter withoutSecrets(SpanExporter exporter) {
        return new AttributeFilter(exporter);
    }

    /** Has a Vert.x traced, if traces are on. */
    public VertxBuilder trace(VertxBuilder builder) {
        return sdk == null ? builder : builder.withTracer(new OpenTelemetryTracingFactory(sdk));
    }

    /** Sends what was not sent yet, for at most five seconds. */
    @Override
    public void close() {
        if (sdk != null) {
            sdk.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
        }
    }
}
