package dev.ratiofixer.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** Reads what a provider answers: unknown fields are welcome, anything but JSON is no answer. */
public final class ProviderJson {
    /** What stands for a field or a body that is not there. */
    public static final JsonNode NOTHING = MissingNode.getInstance();

    private static final JsonMapper MAPPER = new JsonMapper();

    private ProviderJson() {}

    /** The body as JSON; {@link #NOTHING} when it is none. */
    public static JsonNode read(Buffer body) {
        try {
            JsonNode tree = MAPPER.readTree(body.getBytes());
            return tree == null ? NOTHING : tree;
        } catch (IOException notJson) {
            return NOTHING;
        }
    }

    /** A text as JSON; {@link #NOTHING} when it is none. */
    public static JsonNode read(String text) {
        return read(Buffer.buffer(text));
    }

    /** JSON text as it goes on the wire. */
    public static Buffer write(JsonNode tree) {
        return Buffer.buffer(tree.toString());
    }

    /** An empty object to fill. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
