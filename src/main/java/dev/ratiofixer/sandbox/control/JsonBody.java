package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** Reads what the sandbox's own routes are told; says what is wrong with which field. */
final class JsonBody {
    private final JsonObject body;

    /** Refuses fields other than these. */
    JsonBody(JsonObject body, Set<String> fields) {
        this.body = body;
        for (String name : body.fieldNames()) {
            require(
                    fields.contains(name),
                    name,
                    "one of " + fields.stream().sorted().toList());
        }
    }

    boolean has(String name) {
        return body.containsKey(name);
    }

    String text(String name, String usual) {
        Object value = body.getValue(name, usual);
        require(value instanceof String, name, "a string");
        return (String) value;
    }

    boolean flag(String name, boolean usual) {
        Object value = body.getValue(name, usual);
        require(value instanceof Boolean, name, "true or false");
        return (Boolean) value;
    }

    double number(String name, double usual, double least, double most) {
        Object value = body.getValue(name, usual);
        require(value instanceof Number, name, "a number");
        double number = ((Number) value).doubleValue();
        require(number >= least && number <= most, name, "between " + least + " and " + most);
        return number;
    }

    Duration duration(String name, Duration usual) {
        String text = text(name, usual.toString());
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException malformed) {
            throw wrong(name, "an ISO 8601 duration, as PT10M");
        }
    }

    JsonObject object(String name) {
        Object value = body.getValue(name, new JsonObject());
        require(value instanceof JsonObject, name, "an object");
        return (JsonObject) value;
    }

    void require(boolean holds, String name, String wanted) {
        if (!holds) {
            throw wrong(name, wanted);
        }
    }

    RefusedException wrong(String name, String wanted) {
        return refused(400, name + " has to be " + wanted);
    }

    /** A refusal in the sandbox's own words. */
    static RefusedException refused(int status, String message) {
        return new RefusedException(Reply.json(status, new JsonObject().put("error", message)));
    }
}
