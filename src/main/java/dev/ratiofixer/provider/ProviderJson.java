package dev.ratiofixer.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.buffer.Buffer;

/** Reads what a provider answers: unknown fields are welcome, anything but JSON is no answer. */
public final class ProviderJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private ProviderJson() {}

    /** The body as JSON; a missing node when it is none. */
    public static JsonNode read(Buffer body) {
        try {
            JsonNode tree = MAPPER.readTree(body.getBytes());
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        } catch (java.io.IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** JSON text as it goes on the wire. */
    public static Buffer write(JsonNode tree) {
        return Buffer.buffer(tree.toString());
    }

    public static ObjectMapper mapper() {
        return MAPPER;
    }
}
