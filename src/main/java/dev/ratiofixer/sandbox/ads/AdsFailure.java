package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * One error of the Google Ads API.
 *
 * @param category the error code's own type in lower camel case, as {@code fieldMaskError}
 * @param field the path of the field in the request, as {@code operations[0].update.status}; empty if it is about no
 *     field
 * @param details what comes with it, an object without members for nothing
 */
public record AdsFailure(
        int status, String category, String code, String message, String trigger, String field, JsonObject details) {
    public AdsFailure(int status, String category, String code, String message, String trigger, String field) {
        this(status, category, code, message, trigger, field, new JsonObject());
    }

    private static final String TYPE = "type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure";

    /** 400 about a field. */
    static AdsFailure invalid(String category, String code, String message, String trigger, String field) {
        return new AdsFailure(400, category, code, message, trigger, field);
    }

    /** 403. */
    static AdsFailure denied(String category, String code, String message) {
        return new AdsFailure(403, category, code, message, "", "");
    }

    /** The query cannot be read, or asks for what there is not. */
    static AdsFailure query(String code, String message) {
        return new AdsFailure(400, "queryError", code, message, "", "");
    }

    /** The refusal with Google's body. */
    RefusedException refused(String requestId) {
        return new RefusedException(reply(requestId));
    }

    /** Google's body. */
    public Reply reply(String requestId) {
        JsonObject error = new JsonObject()
                .put("errorCode", new JsonObject().put(category, code))
                .put("message", message);
        if (!trigger.isEmpty()) {
            error.put("trigger", new JsonObject().put("stringValue", trigger));
        }
        if (!field.isEmpty()) {
            error.put("location", new JsonObject().put("fieldPathElements", path()));
        }
        if (!details.isEmpty()) {
            error.put("details", details);
        }
        JsonObject failure = new JsonObject()
                .put("@type", TYPE)
                .put("errors", new JsonArray().add(error))
                .put("requestId", requestId);
        JsonObject body = new JsonObject()
                .put("code", status)
                .put("message", summary())
                .put("status", SandboxGoogleError.status(status))
                .put("details", new JsonArray().add(failure));
        return Reply.json(status, new JsonObject().put("error", body)).with("request-id", requestId);
    }

    private String summary() {
        return switch (status) {
            case 400 -> "Request contains an invalid argument.";
            case 403 -> "The caller does not have permission";
            case 429 -> "Resource has been exhausted (e.g. check quota).";
            default -> "Internal error encountered.";
        };
    }

    private JsonArray path() {
        JsonArray path = new JsonArray();
        for (String name : field.split("\\.", -1)) {
            int bracket = name.indexOf('[');
            JsonObject element = new JsonObject().put("fieldName", bracket < 0 ? name : name.substring(0, bracket));
            path.add(
                    bracket < 0
                            ? element
                            : element.put("index", Integer.parseInt(name, bracket + 1, name.length() - 1, 10)));
        }
        return path;
    }
}
