package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.ads.AdsFailure;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** Answers one call as an injected fault says. */
public final class FaultAnswer {
    private static final String PAGE =
            "<!DOCTYPE html><html><head><title>502 Server Error</title></head><body><h1>Error:"
                    + " Server Error</h1><h2>The server encountered a temporary error.</h2></body></html>";
    private static final byte[] NOISE = {'{', '"', 'k', 'i', 'n', 'd', '"', ':', (byte) 0xC3, 0x28, 0, '}', '}', '<'};

    private static final int HUGE = 10 << 20;

    private final Vertx vertx;
    private final InjectedFault fault;
    private final Route route;

    public FaultAnswer(Vertx vertx, InjectedFault fault, Route route) {
        this.vertx = vertx;
        this.fault = fault;
        this.route = route;
    }

    /**
     * Gives the answer, or none.
     *
     * @param call carries the call out and gives its true answer
     */
    public void give(HttpServerRequest request, Supplier<Reply> call) {
        if (fault.after()) {
            Reply lost = call.get();
            spoil(request, () -> lost);
        } else {
            spoil(request, call);
        }
    }

    private void spoil(HttpServerRequest request, Supplier<Reply> call) {
        HttpServerResponse response = request.response();
        switch (fault.kind()) {
            case STATUS, RATE -> send(response, FaultBody.of(fault, route));
            case DELAY -> vertx.setTimer(Math.max(1, fault.delay().toMillis()), late -> send(response, call.get()));
            case HANG -> {}
            case GARBAGE -> send(response, Reply.written(Buffer.buffer(NOISE)));
            case HUGE -> send(response, Reply.written(Buffer.buffer("{\"items\":[" + " ".repeat(HUGE) + "]}")));
            case OMIT -> send(response, withoutFirst(call.get()));
            case HTML -> send(response, Reply.text(fault.status(), "text/html; charset=UTF-8", PAGE));
            case HALF -> half(request, call.get());
            case DROP -> request.connection().close();
        }
    }

    private static Reply withoutFirst(Reply whole) {
        if (whole.status() != 200 || whole.body().getByte(0) != '{') {
            return whole;
        }
        JsonObject body = whole.body().toJsonObject();
        if (body.getValue("items") instanceof JsonArray items && !items.isEmpty()) {
            items.remove(0);
        }
        return new Reply(whole.status(), whole.headers(), body.toBuffer());
    }

    private static void half(HttpServerRequest request, Reply whole) {
        HttpServerResponse response = request.response().setStatusCode(whole.status());
        whole.headers().forEach(response::putHeader);
        int length = whole.body().length();
        response.putHeader("Content-Length", Integer.toString(length));
        response.write(whole.body().getBuffer(0, length / 2))
                .onComplete(written -> request.connection().close());
    }

    /** Sends an answer, unless the caller has gone. */
    public static void send(HttpServerResponse response, Reply reply) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        response.end(reply.body());
    }

    /** Writes what an injected fault answers, as the API of that call would. */
    static final class FaultBody {
        private FaultBody() {}

        static Reply of(InjectedFault fault, Route route) {
            int status = fault.kind() == InjectedFault.FaultKind.RATE && fault.status() == 200
                    ? tooMany(route)
                    : fault.status();
            Reply reply = switch (route.family()) {
                case "youtube" -> youtube(status, fault.reason());
                case "analytics" -> analytics(status, fault.reason());
                case "ads" -> ads(status, fault, route);
                case "oauth" -> oauth(status, fault.reason());
                case "sheets" -> sheets(status, fault.reason());
                default -> Reply.text(status, "text/plain; charset=UTF-8", message(status));
            };
            int seconds = fault.retryAfterSeconds();
            return seconds > 0 ? reply.with("Retry-After", Integer.toString(seconds)) : reply;
        }

        /** Without a reason, Sheets tells a status and a sentence only. */
        private static Reply sheets(int status, String reason) {
            return reason.isEmpty()
                    ? SandboxGoogleError.plain(status, SandboxGoogleError.status(status), message(status))
                    : SandboxGoogleError.reasoned(
                            status, SandboxGoogleError.status(status), message(status), "googleapis.com", reason);
        }

        private static int tooMany(Route route) {
            return route.family().equals("youtube") ? 403 : 429;
        }

        private static Reply youtube(int status, String configured) {
            String reason = configured.isEmpty() ? youtubeReason(status) : configured;
            String domain = reason.equals("quotaExceeded") ? "youtube.quota" : "usageLimits";
            return reason.equals("keyInvalid")
                    ? SandboxGoogleError.keyInvalid()
                    : SandboxGoogleError.reasoned(
                            status, SandboxGoogleError.status(status), message(status), domain, reason);
        }

        /** Its domain is always {@code global}. */
        private static Reply analytics(int status, String configured) {
            String usual =
                    status == 403 ? "quotaExceeded" : status == 429 ? "rateLimitExceeded" : youtubeReason(status);
            String reason = configured.isEmpty() ? usual : configured;
            return SandboxGoogleError.reasoned(
                    status, SandboxGoogleError.status(status), message(status), "global", reason);
        }

        private static String youtubeReason(int status) {
            return switch (status) {
                case 400 -> "processingFailure";
                case 401 -> "authError";
                case 403, 429 -> "rateLimitExceeded";
                case 404 -> "videoNotFound";
                default -> "backendError";
            };
        }

        private static Reply ads(int status, InjectedFault fault, Route route) {
            String configured = fault.reason().isEmpty() ? adsReason(status) : fault.reason();
            int dot = configured.indexOf('.');
            String category = dot < 0 ? "internalError" : configured.substring(0, dot);
            String code = configured.substring(dot + 1);
            Reply reply = new AdsFailure(status, category, code, message(status), "", "").reply("0");
            JsonObject body = reply.body().toJsonObject();
            if (code.startsWith("RESOURCE_") && fault.retryAfterSeconds() > 0) {
                retryDelay(body, fault.retryAfterSeconds());
            }
            return route == Route.SEARCH_STREAM
                    ? new Reply(
                            status, reply.headers(), new JsonArray().add(body).toBuffer())
                    : new Reply(status, reply.headers(), body.toBuffer());
        }

        private static String adsReason(int status) {
            return switch (status) {
                case 409 -> "databaseError.CONCURRENT_MODIFICATION";
                case 429 -> "quotaError.RESOURCE_EXHAUSTED";
                case 503 -> "internalError.TRANSIENT_ERROR";
                default -> "internalError.INTERNAL_ERROR";
            };
        }

        private static void retryDelay(JsonObject body, int seconds) {
            JsonObject failure =
                    body.getJsonObject("error").getJsonArray("details").getJsonObject(0);
            JsonObject details = new JsonObject()
                    .put("rateScope", "ACCOUNT")
                    .put("rateName", "Requests per service per method")
                    .put("retryDelay", seconds + "s");
            failure.getJsonArray("errors")
                    .getJsonObject(0)
                    .put("details", new JsonObject().put("quotaErrorDetails", details));
        }

        private static Reply oauth(int status, String configured) {
            String error = configured.isEmpty() ? status >= 500 ? "internal_failure" : "invalid_grant" : configured;
            return Reply.json(status, new JsonObject().put("error", error).put("error_description", message(status)));
        }

        private static String message(int status) {
            return switch (status) {
                case 403 -> "The request cannot be completed now.";
                case 429 -> "Too many requests.";
                case 503 -> "The service is currently unavailable.";
                default -> "Error " + status + ".";
            };
        }
    }
}
