package dev.ratiofixer.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens spans where Vert.x opens none: a timer has no request that could have been traced. Does nothing, and costs
 * nothing, while Vert.x was built without a tracer. What a span says is its name; there are no attributes to leak a key
 * or a text.
 *
 * <p>Call on a context of Vert.x; the work runs on the calling thread, and its future is answered there.
 */
public final class Traces {
    /** Name of the span that marks where a trace was left to be gone on with. */
    private static final String HANDOVER = "handover";

    private Traces() {}

    /** Where a trace can be gone on with later: the headers of W3C Trace Context. */
    public record TraceOrigin(Map<String, String> headers) {
        public TraceOrigin {
            headers = Map.copyOf(headers);
        }
    }

    /** Runs work as the beginning of a trace. What it sends over the bus and to the database goes on with it. */
    public static <T> Future<T> root(String name, Supplier<Future<T>> work) {
        return traced(new TraceOrigin(Map.of()), TracingPolicy.ALWAYS, name, work);
    }

    /**
     * Goes on with a trace.
     *
     * @param origin {@code null} for none: then the work runs untraced
     */
    public static <T> Future<T> from(@Nullable TraceOrigin origin, String name, Supplier<Future<T>> work) {
        return origin == null ? work.get() : traced(origin, TracingPolicy.PROPAGATE, name, work);
    }

    /**
     * Goes on with the trace that runs here for as long as the work lasts. Without it a trace ends with the handler of
     * a message, and what comes of the handler later is not part of it.
     */
    public static <T> Future<T> goOn(String name, Supplier<Future<T>> work) {
        return from(here(), name, work);
    }

    /** The trace that runs here, marked by a span that ends at once; {@code null} for none. */
    public static @Nullable TraceOrigin here() {
        ContextInternal context = current();
        VertxTracer<Object, Object> tracer = context == null ? null : tracer(context);
        if (context == null || tracer == null) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        Object span = tracer.sendRequest(
                context, SpanKind.RPC, TracingPolicy.PROPAGATE, HANDOVER, HANDOVER, headers::put, TagExtractor.empty());
        tracer.receiveResponse(context, null, span, null, TagExtractor.empty());
        return headers.isEmpty() ? null : new TraceOrigin(headers);
    }

    /** Runs a call to somebody outside as a part of the trace that runs here, if one does. */
    public static <T> Future<T> call(String name, Supplier<Future<T>> work) {
        ContextInternal context = current();
        VertxTracer<Object, Object> tracer = context == null ? null : tracer(context);
        if (context == null || tracer == null) {
            return work.get();
        }
        Object span = tracer.sendRequest(
                context,
                SpanKind.RPC,
                TracingPolicy.PROPAGATE,
                name,
                name,
                (header, value) -> {}, // Who we are and what we trace is no concern of theirs.
                TagExtractor.empty());
        return work.get()
                .onComplete(done -> tracer.receiveResponse(context, null, span, done.cause(), TagExtractor.empty()));
    }

    private static <T> Future<T> traced(
            TraceOrigin origin, TracingPolicy policy, String name, Supplier<Future<T>> work) {
        ContextInternal context = current();
        VertxTracer<Object, Object> tracer = context == null ? null : tracer(context);
        if (context == null || tracer == null) {
            return work.get();
        }
        ContextInternal own = context.duplicate();
        Promise<T> outcome = own.promise();
        own.dispatch(now -> {
            Object span = tracer.receiveRequest(
                    own,
                    SpanKind.RPC,
                    policy,
                    name,
                    name,
                    List.copyOf(origin.headers().entrySet()),
                    TagExtractor.empty());
            Future<T> done;
            try {
                done = work.get();
            } catch (RuntimeException broken) {
                done = Future.failedFuture(broken);
            }
            done.onComplete(result -> {
                tracer.sendResponse(own, null, span, result.cause(), TagExtractor.empty());
                outcome.handle(result);
            });
        });
        return outcome.future();
    }

    private static @Nullable ContextInternal current() {
        Context context = Vertx.currentContext();
        return (ContextInternal) context;
    }

    @SuppressWarnings("unchecked") // Whatever its spans are, they are only handed back to it.
    private static @Nullable VertxTracer<Object, Object> tracer(ContextInternal context) {
        return (VertxTracer<Object, Object>) context.tracer();
    }
}
