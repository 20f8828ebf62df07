package dev.ratiofixer.sandbox.wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.Serial;

/** The error body that Google's APIs share. The newer APIs have no {@code errors} list. */
public final class SandboxGoogleError {
    private SandboxGoogleError() {}

    /** Without the list of reasons, as Sheets and the API front end answer. */
    public static Reply plain(int code, String status, String message) {
        return Reply.json(
                code,
                new JsonObject()
                        .put(
                                "error",
                                new JsonObject()
                                        .put("code", code)
                                        .put("message", message)
                                        .put("status", status)));
    }

    /** With one reason, as the YouTube Data API answers. */
    public static Reply reasoned(int code, String status, String message, String domain, String reason) {
        return reasoned(
                code, status, message, new JsonObject().put("domain", domain).put("reason", reason));
    }

    /** With one reason that points at a parameter or a field. */
    public static Reply located(
            int code, String message, String domain, String reason, String location, String locationType) {
        JsonObject error = new JsonObject()
                .put("domain", domain)
                .put("reason", reason)
                .put("location", location)
                .put("locationType", locationType);
        return reasoned(code, status(code), message, error);
    }

    private static Reply reasoned(int code, String status, String message, JsonObject reason) {
        JsonObject first = new JsonObject().put("message", message).mergeIn(reason);
        JsonObject error = new JsonObject()
                .put("code", code)
                .put("message", message)
                .put("errors", new JsonArray().add(first))
                .put("status", status);
        return Reply.json(code, new JsonObject().put("error", error));
    }

    /** An API key that is none, with the detail that newer clients read. */
    public static Reply keyInvalid() {
        String message = "API key not valid. Please pass a valid API key.";
        Reply reply = reasoned(400, "INVALID_ARGUMENT", message, "usageLimits", "keyInvalid");
        JsonObject body = reply.body().toJsonObject();
        JsonObject detail = new JsonObject()
                .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                .put("reason", "API_KEY_INVALID")
                .put("domain", "googleapis.com");
        body.getJsonObject("error").put("details", new JsonArray().add(detail));
        return Reply.json(400, body);
    }

    /** Neither key nor token. */
    public static Reply unregistered() {
        return reasoned(
                403,
                "PERMISSION_DENIED",
                "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or"
                        + " other form of API consumer identity to call this API.",
                "global",
                "forbidden");
    }

    /** A token that is unknown or has expired. */
    public static Reply unauthenticated() {
        Reply reply = reasoned(
                401,
                "UNAUTHENTICATED",
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other"
                        + " valid authentication credential.",
                "global",
                "authError");
        return reply.with("WWW-Authenticate", "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"");
    }

    /** A token without the scope that the call needs. */
    public static Reply insufficientScope() {
        return reasoned(
                403,
                "PERMISSION_DENIED",
                "Request had insufficient authentication scopes.",
                "global",
                "insufficientPermissions");
    }

    /** The front end's page for a path that no API has. */
    public static Reply noSuchPath(String path) {
        String page = "<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title><p><b>404.</b> That's an"
                + " error. <p>The requested URL <code>" + path.replace("<", "&lt;")
                + "</code> was not found on this server.";
        return Reply.text(404, "text/html; charset=UTF-8", page);
    }

    /** The canonical name of a status. */
    public static String status(int code) {
        return switch (code) {
            case 400 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> "INTERNAL";
        };
    }

    /** A request that is answered with an error; carries the answer and no stack trace. */
    public static final class RefusedException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Reply reply;

        public RefusedException(Reply reply) {
            super("HTTP " + reply.status(), null, false, false);
            this.reply = reply;
        }

        public Reply reply() {
            return reply;
        }
    }
}
