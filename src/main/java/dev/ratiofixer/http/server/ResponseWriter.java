package dev.ratiofixer.http.server;

import dev.ratiofixer.http.api.OperationResult;
import dev.ratiofixer.text.Sha256;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes an {@link OperationResult}: JSON, never cached without asking, with an ETag on reads. */
public final class ResponseWriter {
    /** The engine's own time, which the demo runs fast: readers tell the age of data by it. */
    private static final CharSequence CLOCK = HttpHeaders.createOptimized("X-Ratio-Fixer-Time");

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NEVER_UNASKED = HttpHeaders.createOptimized("no-cache, private");
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private static final int TAG_BYTES = 16;

    /** An instant in writing. Immutable, so that contexts may share it without a lock. */
    private record WrittenInstant(Instant at, CharSequence text) {
        WrittenInstant(Instant at) {
            this(at, HttpHeaders.createOptimized(at.toString()));
        }
    }

    private final InstantSource clock;
    private WrittenInstant lastInstant = new WrittenInstant(Instant.EPOCH);

    public ResponseWriter(InstantSource clock) {
        this.clock = clock;
    }

    public void send(RoutingContext ctx, OperationResult answer) {
        if (isOver(ctx.response())) {
            return;
        }
        Buffer body = JsonBytes.of(answer.body());
        HttpMethod method = ctx.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            send(ctx.request(), answer.status(), body, tag(answer, body));
            return;
        }
        head(ctx.response(), answer.status());
        if (answer.version() != null) {
            ctx.response().putHeader(HttpHeaders.ETAG, tag(answer, body));
        }
        if (answer.location() != null) {
            ctx.response().putHeader("Location", answer.location());
        }
        ctx.response().end(body);
    }

    /** Answers a GET with a body that was written before, and its {@link #tag}. */
    void send(HttpServerRequest request, Buffer body, String tag) {
        if (!isOver(request.response())) {
            send(request, OK, body, tag);
        }
    }

    private void send(HttpServerRequest request, int status, Buffer body, String tag) {
        HttpServerResponse response = request.response();
        head(response, status);
        response.putHeader(HttpHeaders.ETAG, tag);
        if (names(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatusCode(NOT_MODIFIED).end();
        } else if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()))
                    .end();
        } else {
            response.end(body);
        }
    }

    private void head(HttpServerResponse response, int status) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, NEVER_UNASKED)
                .putHeader(CLOCK, time());
    }

    /** Many answers are of one millisecond. */
    private CharSequence time() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        WrittenInstant last = lastInstant;
        if (!last.at().equals(now)) {
            last = new WrittenInstant(now);
            lastInstant = last;
        }
        return last.text();
    }

    private static boolean isOver(HttpServerResponse response) {
        return response.ended() || response.closed();
    }

    /** Distinguishes one body from another. */
    static String tag(Buffer body) {
        return '"' + hash(body.getBytes()) + '"';
    }

    /** What a version is of can change faster than the version itself: both are in the tag. */
    private static String tag(OperationResult answer, Buffer body) {
        String hash = hash(body.getBytes());
        return '"' + (answer.version() == null ? hash : answer.version() + "-" + hash) + '"';
    }

    private static boolean names(@Nullable String header, String tag) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(part -> part.strip().replaceFirst("^W/", ""))
                        .anyMatch(part -> part.equals(tag) || part.equals("*"));
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes), 0, TAG_BYTES);
    }
}
