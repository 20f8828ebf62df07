package dev.ratiofixer.http.server;

import dev.ratiofixer.http.api.ApiCall;
import dev.ratiofixer.http.api.CsvExports;
import dev.ratiofixer.http.api.OperationResult;
import dev.ratiofixer.text.Sha256;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.ParsedHeaderValue;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
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

    /**
     * Streams a list as a CSV file: no more is read from the database than the client has taken. What fails before the
     * first row is an answer like any other; what fails later breaks the connection off, so that nobody takes half a
     * list for the whole.
     */
    public static final class CsvResponse {
        /** A reader that takes longer holds a connection and a snapshot of the database too long. */
        private static final Duration LONGEST = Duration.ofMinutes(10);

        private static final Pattern LISTS = Pattern.compile(
                "/api/ratio-fixer/(campaigns|orders|audit|costs|campaigns/[^/]+/(samples|orders|decisions))");

        private final InstantSource clock;
        private final Timers timers;

        public CsvResponse(InstantSource clock, Timers timers) {
            this.clock = clock;
            this.timers = timers;
        }

        /**
         * Whether a request asks for CSV: by {@code format=csv}, as a link does, or by an {@code Accept} that prefers
         * it to JSON.
         */
        static boolean isWanted(RoutingContext ctx) {
            // Not by the request's parameters: they are spelt anew for the library that checks them.
            String format = ctx.queryParams().get("format");
            if (format != null) {
                return format.equals("csv");
            }
            return weight(ctx, "text", "csv") > weight(ctx, "application", "json");
        }

        /**
         * A generated client names every type of the contract alike, and reads the first: JSON. 0 of what is not named.
         */
        private static double weight(RoutingContext ctx, String component, String subComponent) {
            return ctx.parsedHeaders().accept().stream()
                    .filter(type -> component.equalsIgnoreCase(type.component())
                            && subComponent.equalsIgnoreCase(type.subComponent()))
                    .mapToDouble(ParsedHeaderValue::weight)
                    .max()
                    .orElse(0);
        }

        /** Whether a request may take longer than others because it reads a whole list. */
        static boolean isWholeList(RoutingContext ctx) {
            return isWanted(ctx) && LISTS.matcher(ctx.normalizedPath()).matches();
        }

        /** Sends the list that a call asks for. */
        void send(RoutingContext ctx, CsvExports.Export<?> export, ApiCall call) {
            HttpServerResponse response = ctx.response();
            Timers.Timer limit = timers.after(LONGEST, response::reset);
            writing(response, export, call, ctx.request().method().equals(HttpMethod.HEAD))
                    .onComplete(done -> limit.cancel())
                    .onFailure(ctx::fail);
        }

        private Future<Void> writing(
                HttpServerResponse response, CsvExports.Export<?> export, ApiCall call, boolean headAlone) {
            if (headAlone) {
                head(response, export.name());
                return response.end();
            }
            // A wrong parameter is thrown.
            Future<Void> whole = Future.succeededFuture()
                    .compose(begun -> export.write(call, rows -> write(response, export, rows)));
            return whole.compose(all -> {
                Future<Void> begun =
                        response.headWritten() ? Future.succeededFuture() : write(response, export, Buffer.buffer());
                return begun.compose(written -> response.end());
            });
        }

        /** Done when the kernel has taken it: that is the pace of the client. */
        private Future<Void> write(HttpServerResponse response, CsvExports.Export<?> export, Buffer rows) {
            if (response.headWritten()) {
                return response.write(rows);
            }
            head(response, export.name());
            return response.setChunked(true).write(export.head().appendBuffer(rows));
        }

        private void head(HttpServerResponse response, String name) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            response.putHeader("Content-Type", "text/csv; charset=utf-8; header=present")
                    .putHeader("Content-Disposition", "attachment; filename=\"" + name + "-" + today + ".csv\"")
                    .putHeader("Cache-Control", "no-store");
        }
    }
}
