package dev.ratiofixer.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one codec of the bus. On a node a message travels as it is (it is immutable); between nodes as {@code {"type",
 * "version", "body"}}.
 */
public final class MessageCodec implements io.vertx.core.eventbus.MessageCodec<BusMessage, BusMessage> {
    /** The codec's name on the bus. */
    public static final String NAME = "ratio-fixer";

    private static final int VERSION = 1;

    private final Map<String, Class<? extends BusMessage>> types = new HashMap<>();
    private final ObjectMapper mapper;

    /** @throws IllegalArgumentException if two classes have the same simple name */
    public MessageCodec(ObjectMapper mapper, Iterable<Class<? extends BusMessage>> messages) {
        this.mapper = mapper;
        for (Class<? extends BusMessage> message : messages) {
            if (types.put(message.getSimpleName(), message) != null) {
                throw new IllegalArgumentException("two message types named " + message.getSimpleName());
            }
        }
    }

    /** Makes it the codec of every {@link BusMessage} on this bus. */
    public void install(EventBus bus) {
        bus.registerCodec(this);
        bus.codecSelector(body -> body instanceof BusMessage ? NAME : null);
    }

    @Override
    public void encodeToWire(Buffer buffer, BusMessage message) {
        ObjectNode envelope = mapper.createObjectNode();
        envelope.put("type", message.getClass().getSimpleName());
        envelope.put("version", VERSION);
        envelope.set("body", mapper.valueToTree(message));
        try {
            byte[] bytes = mapper.writeValueAsBytes(envelope);
            buffer.appendInt(bytes.length).appendBytes(bytes);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(
                    "cannot encode " + message.getClass().getSimpleName(), broken);
        }
    }

    @Override
    public BusMessage decodeFromWire(int position, Buffer buffer) {
        int length = buffer.getInt(position);
        try {
            JsonNode envelope =
                    mapper.readTree(buffer.getBytes(position + Integer.BYTES, position + Integer.BYTES + length));
            return mapper.treeToValue(envelope.path("body"), type(envelope));
        } catch (IOException broken) {
            throw new IllegalStateException("cannot decode a message of the bus", broken);
        }
    }

    private Class<? extends BusMessage> type(JsonNode envelope) {
        @Nullable
        Class<? extends BusMessage> type = types.get(envelope.path("type").asText());
        if (type == null || envelope.path("version").asInt() != VERSION) {
            throw new IllegalStateException("unknown message " + envelope.path("type") + " version "
                    + envelope.path("version") + ": nodes of different releases?");
        }
        return type;
    }

    @Override
    public BusMessage transform(BusMessage message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
