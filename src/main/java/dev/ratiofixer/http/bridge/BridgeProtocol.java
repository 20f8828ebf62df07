package dev.ratiofixer.http.bridge;

import dev.ratiofixer.http.live.LiveEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Writes frames as Vert.x's two bridges do, which differ. */
enum BridgeProtocol {
    SOCKJS("rec", "body") {
        @Override
        Optional<Buffer> pong() {
            return Optional.empty();
        }
    },
    TCP("message", "message") {
        @Override
        Optional<Buffer> pong() {
            return Optional.of(new JsonObject().put("type", "pong").toBuffer());
        }
    };

    private final String message;
    private final String errorField;

    BridgeProtocol(String message, String errorField) {
        this.message = message;
        this.errorField = errorField;
    }

    /** What answers a ping, if anything does. */
    abstract Optional<Buffer> pong();

    /** A message to an address of the client's. */
    Buffer message(String address, Buffer body) {
        return Buffer.buffer("{\"type\":\"" + message + "\",\"address\":" + Json.encode(address) + ",\"body\":")
                .appendBuffer(body)
                .appendString("}");
    }

    /** An event as a message. */
    Buffer event(String address, LiveEvent event) {
        return message(address, body(Json.encode(event.id()), event.type(), event.data()));
    }

    /** The engine's time as a message; it has no id. */
    Buffer clock(String address, Buffer data) {
        return message(address, body("null", "clock", data));
    }

    private static Buffer body(String id, String type, Buffer data) {
        return Buffer.buffer("{\"id\":" + id + ",\"type\":\"" + type + "\",\"data\":")
                .appendBuffer(data)
                .appendString("}");
    }

    /** A failed reply to an address of the client's. */
    Buffer failure(String address, String source, int code, String text) {
        return new JsonObject()
                .put("type", "err")
                .put("address", address)
                .put("sourceAddress", source)
                .put("failureCode", code)
                .put("failureType", ReplyFailure.RECIPIENT_FAILURE.name())
                .put("message", text)
                .toBuffer();
    }

    /** An error that belongs to no address. */
    Buffer error(String name) {
        return new JsonObject().put("type", "err").put(errorField, name).toBuffer();
    }
}
