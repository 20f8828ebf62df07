package dev.ratiofixer.http.server;

import dev.ratiofixer.http.api.ApiCall;
import dev.ratiofixer.http.api.CsvExports;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.ParsedHeaderValue;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Streams a list as a CSV file: no more is read from the database than the client has taken. What fails before the
 * first row is an answer like any other; what fails later breaks the connection off, so that nobody takes half a list
 * for the whole.
 */
public final class CsvResponse {
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
     * Whether a request asks for CSV: by {@code format=csv}, as a link does, or by an {@code Accept} that prefers it to
     * JSON.
     */
    static boolean isWanted(RoutingContext ctx) {
        // Not by the request's parameters: they are spelt anew for the library that checks them.
        String format = ctx.queryParams().get("format");
        if (format != null) {
            return format.equals("csv");
        }
        return weight(ctx, "text", "csv") > weight(ctx, "application", "json");
    }

    /** A generated client names every type of the contract alike, and reads the first: JSON. 0 of what is not named. */
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
        Future<Void> whole =
                Future.succeededFuture().compose(begun -> export.write(call, rows -> write(response, export, rows)));
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
