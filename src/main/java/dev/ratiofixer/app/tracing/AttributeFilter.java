package dev.ratiofixer.app.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Exports spans with those attributes alone that can hold no secret and nobody's text: an address may carry a key, a
 * webhook's path is one, and the message of an exception may quote either. What is not listed is left out.
 */
final class AttributeFilter implements SpanExporter {
    /** Names of the semantic conventions that Vert.x uses. A query's text is ours: its values are parameters. */
    private static final Set<String> TAKEN = Set.of(
            "http.request.method",
            "http.response.status_code",
            "url.scheme",
            "server.port",
            "db.system",
            "db.namespace",
            "db.query.text",
            "messaging.destination.name",
            "messaging.system",
            "messaging.operation.name",
            "messaging.operation",
            "network.peer.port");

    private final SpanExporter next;

    AttributeFilter(SpanExporter next) {
        this.next = next;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return next.export(spans.stream().<SpanData>map(FilteredSpan::new).toList());
    }

    @Override
    public CompletableResultCode flush() {
        return next.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return next.shutdown();
    }

    private static final class FilteredSpan extends DelegatingSpanData {
        private final Attributes attributes;

        FilteredSpan(SpanData span) {
            super(span);
            attributes = span.getAttributes().toBuilder()
                    .removeIf(key -> !TAKEN.contains(key.getKey()))
                    .build();
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public int getTotalAttributeCount() {
            return attributes.size();
        }

        /** Exceptions are recorded as events, with their messages. */
        @Override
        public List<EventData> getEvents() {
            return List.of();
        }

        /** Whether it failed; not why, which the log has. */
        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }
    }
}
