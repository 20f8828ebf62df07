package dev.ratiofixer.youtube;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Answers that no client wants; most are used as method references. */
public final class Hostile {
    private Hostile() {}

    public static Consumer<HttpServerRequest> refusing(int status, String reason) {
        return request -> StandIn.refuse(request, status, reason, "youtube.quota");
    }

    public static Consumer<HttpServerRequest> text(int status, String body) {
        return request -> request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html")
                .putHeader("Location", "http://127.0.0.1:1/elsewhere")
                .end(body);
    }

    public static Consumer<HttpServerRequest> tooMany(String retryAfter) {
        return request -> request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", retryAfter)
                .end("{}");
    }

    public static Consumer<HttpServerRequest> tooManyUntil(String now, String until) {
        return request -> request.response()
                .setStatusCode(429)
                .putHeader("Date", now)
                .putHeader("Retry-After", until)
                .end("{}");
    }

    /** As Google's newer services say that a day's bucket is used up. */
    public static void perDayLimit(HttpServerRequest request) {
        detailed(
                request,
                429,
                "rateLimitExceeded",
                new JsonObject().put("metadata", new JsonObject().put("quota_unit", "1/d/{project}")));
    }

    /** As they say that a key is wrong. */
    public static void newKeyInvalid(HttpServerRequest request) {
        detailed(request, 400, "badRequest", new JsonObject().put("reason", "API_KEY_INVALID"));
    }

    public static void halfABody(HttpServerRequest request) {
        request.response().putHeader("Content-Length", "1000").write("{\"items\":[");
        request.connection().close();
    }

    public static void tenMegabytes(HttpServerRequest request) {
        request.response().end("{\"items\":[" + " ".repeat(10_000_000) + "]}");
    }

    public static void gzipBomb(HttpServerRequest request) {
        request.response().putHeader("Content-Encoding", "gzip").end(gzip(" ".repeat(10_000_000)));
    }

    public static void brokenGzip(HttpServerRequest request) {
        request.response().putHeader("Content-Encoding", "gzip").end(Buffer.buffer("this is not compressed at all"));
    }

    public static void drop(HttpServerRequest request) {
        request.connection().close();
    }

    public static void hang(HttpServerRequest request) {
        request.pause();
    }

    /** Never quiet for long, never done. */
    public static void trickle(HttpServerRequest request) {
        request.response().setChunked(true).write("{");
        Vertx.currentContext()
                .owner()
                .setPeriodic(100, tick -> request.response().write(" "));
    }

    private static void detailed(HttpServerRequest request, int status, String reason, JsonObject detail) {
        JsonObject error = new JsonObject()
                .put("errors", new JsonArray().add(new JsonObject().put("reason", reason)))
                .put("details", new JsonArray().add(detail));
        StandIn.json(request, status, new JsonObject().put("error", error));
    }

    private static Buffer gzip(String text) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.finish();
            return Buffer.buffer(bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
