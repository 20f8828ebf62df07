package dev.ratiofixer.http.bridge;

import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.server.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a client sent. A part that is not of the type that it should be reads as an empty one.
 *
 * @param replyAddress where its answer goes, {@code null} if none is wanted
 * @param problem what is wrong with it as JSON although it could be read
 */
record BridgeMessage(
        String type,
        String address,
        @Nullable String replyAddress,
        JsonObject headers,
        @Nullable Object body,
        @Nullable ApiProblem problem) {
    /** Nobody needs longer ones, and they come back in an answer. */
    private static final int LONGEST_ADDRESS = 128;

    /** Reads a frame; empty if it is none. */
    static Optional<BridgeMessage> read(Buffer text) {
        try {
            StrictJson.check(text);
            return object(text).map(frame -> of(frame, null));
        } catch (ProblemException bad) {
            return bad.problem().type() == ProblemType.MALFORMED_JSON
                    ? Optional.empty()
                    : object(text).map(frame -> of(frame, inBody(bad.problem())));
        }
    }

    private static Optional<JsonObject> object(Buffer text) {
        try {
            return Optional.of(new JsonObject(text));
        } catch (RuntimeException notAnObject) {
            return Optional.empty();
        }
    }

    private static BridgeMessage of(JsonObject frame, @Nullable ApiProblem problem) {
        return new BridgeMessage(
                text(frame, "type"),
                text(frame, "address"),
                frame.getValue("replyAddress") == null ? null : text(frame, "replyAddress"),
                frame.getValue("headers") instanceof JsonObject headers ? headers : new JsonObject(),
                frame.getValue("body"),
                problem);
    }

    private static String text(JsonObject frame, String field) {
        return frame.getValue(field) instanceof String text && text.length() <= LONGEST_ADDRESS ? text : "";
    }

    /** The fields as the sender of a body knows them. */
    private static ApiProblem inBody(ApiProblem problem) {
        return ApiProblem.ofFields(
                problem.type(),
                problem.errors().stream()
                        .map(error -> new FieldError(
                                error.field().replaceFirst("^body\\.", ""),
                                error.pointer().replaceFirst("^/body/", "/"),
                                error.detail()))
                        .toList());
    }

    /** A header by its name in any case, {@code null} if there is none. */
    @Nullable
    String header(String name) {
        return headers.stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(entry -> entry.getValue() instanceof String text ? text : null)
                .findFirst()
                .orElse(null);
    }
}
