package dev.ratiofixer.sandbox.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer. */
public record Reply(int status, Map<String, String> headers, Buffer body) {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=UTF-8");

    /** 200 with JSON. */
    public static Reply ok(JsonObject body) {
        return json(200, body);
    }

    /** 200 with a JSON array. */
    public static Reply ok(JsonArray body) {
        return new Reply(200, JSON, body.toBuffer());
    }

    /** JSON that is already written. */
    public static Reply written(Buffer body) {
        return new Reply(200, JSON, body);
    }

    /** A status with JSON. */
    public static Reply json(int status, JsonObject body) {
        return new Reply(status, JSON, body.toBuffer());
    }

    /** A status with text of another type. */
    public static Reply text(int status, String type, String body) {
        return new Reply(status, Map.of("Content-Type", type), Buffer.buffer(body));
    }

    /** A status and nothing else. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), Buffer.buffer());
    }

    /** With one more header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, Map.copyOf(more), body);
    }
}
