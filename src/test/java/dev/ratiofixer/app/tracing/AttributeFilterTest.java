package dev.ratiofixer.app.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;

class AttributeFilterTest {
    @Test
    void onlyWhatCanHoldNoSecretIsExported() {
        InMemorySpanExporter exported = InMemorySpanExporter.create();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new AttributeFilter(exported)))
                .build()) {
            Span span = provider.get("test")
                    .spanBuilder("call")
                    .setAttribute("http.request.method", "POST")
                    .setAttribute("http.response.status_code", 200)
                    .setAttribute("url.full", "https://hooks.example.org/services/T0/B0/secret")
                    .setAttribute("url.query", "key=secret")
                    .setAttribute("url.path", "/services/T0/B0/secret")
                    .setAttribute("http.url", "http://127.0.0.1/?q=text")
                    .setAttribute("anything.new", "secret")
                    .startSpan();
            span.recordException(new IllegalStateException("secret"));
            span.setStatus(StatusCode.ERROR, "secret");
            span.end();
            check(exported.getFinishedSpanItems().getFirst());
        }
    }

    private static void check(SpanData span) {
        assertThat(span.getAttributes().asMap().keySet())
                .extracting(key -> key.getKey())
                .containsExactlyInAnyOrder("http.request.method", "http.response.status_code");
        assertThat(span.getTotalAttributeCount()).isEqualTo(2);
        assertThat(span.getEvents()).isEmpty();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEmpty();
    }
}
