package dev.ratiofixer.http.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratiofixer.bus.Json;
import io.vertx.core.buffer.Buffer;

/** Writes the bodies of answers and events. */
public final class JsonBytes {
    private static final ObjectMapper MAPPER = Json.mapper();

    private JsonBytes() {}

    public static Buffer of(Object body) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("cannot write " + body.getClass().getSimpleName(), broken);
        }
    }
}
