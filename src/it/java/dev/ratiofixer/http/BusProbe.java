package dev.ratiofixer.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.eventbus.bridge.tcp.impl.protocol.FrameHelper;
import io.vertx.ext.eventbus.bridge.tcp.impl.protocol.FrameParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client of a bridge: by WebSocket with the JDK's client, by TCP with the frames of Vert.x's own bridge. */
final class BusProbe implements AutoCloseable {
    /** What stands in the queue once the server has closed. */
    static final JsonObject CLOSED = new JsonObject().put("type", "closed");

    private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private Consumer<String> sender = text -> {};
    private Runnable closer = () -> {};

    private BusProbe() {}

    static BusProbe webSocket(Site site, String... headers) {
        BusProbe probe = new BusProbe();
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        WebSocket socket = builder.buildAsync(
                        URI.create(site.address().replace("http:", "ws:") + "/eventbus/websocket"),
                        probe.new Listener())
                .join();
        probe.sender = text -> socket.sendText(text, true).join();
        probe.closer = socket::abort;
        return probe;
    }

    static BusProbe tcp(Site site, NetClientOptions options) {
        BusProbe probe = new BusProbe();
        NetSocket socket = Site.await(site.vertx
                .createNetClient(options)
                .connect(site.verticle.tcpBridgePort().orElseThrow(), "127.0.0.1"));
        socket.handler(new FrameParser(frame -> probe.heard.add(frame.result())));
        socket.closeHandler(gone -> probe.heard.add(CLOSED));
        probe.sender = text -> {
            if (text.startsWith("{")) {
                FrameHelper.writeFrame(new JsonObject(text), socket);
            } else {
                socket.write(Buffer.buffer(text));
            }
        };
        probe.closer = socket::close;
        return probe;
    }

    void sendText(String text) {
        sender.accept(text);
    }

    void frame(JsonObject frame) {
        sendText(frame.encode());
    }

    /** Sends a message and waits for its reply. */
    JsonObject request(String address, @Nullable Object body, JsonObject headers) {
        String reply = UUID.randomUUID().toString();
        frame(new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("replyAddress", reply)
                .put("headers", headers)
                .put("body", body));
        return next(frame -> reply.equals(frame.getString("address")));
    }

    /** The problem of a refused request. */
    JsonObject refusal(String address, @Nullable Object body, JsonObject headers) {
        JsonObject reply = request(address, body, headers);
        if (!"err".equals(reply.getString("type"))) {
            throw new AssertionError("not refused: " + reply.encode());
        }
        JsonObject problem = new JsonObject(reply.getString("message"));
        if (!problem.getInteger("status").equals(reply.getInteger("failureCode"))) {
            throw new AssertionError("two codes: " + reply.encode());
        }
        return problem;
    }

    void register(String address, JsonObject headers) {
        frame(new JsonObject().put("type", "register").put("address", address).put("headers", headers));
    }

    /** The next event of a type. */
    JsonObject event(String type) {
        return next(frame -> frame.getValue("body") instanceof JsonObject body && type.equals(body.getString("type")))
                .getJsonObject("body");
    }

    JsonObject next(Predicate<JsonObject> wanted) {
        try {
            for (JsonObject frame = heard.poll(60, TimeUnit.SECONDS);
                    frame != null;
                    frame = heard.poll(60, TimeUnit.SECONDS)) {
                if (wanted.test(frame)) {
                    return frame;
                }
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        throw new AssertionError("no such frame in 60 s");
    }

    @Override
    public void close() {
        closer.run();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(new JsonObject(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add(CLOSED);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.add(CLOSED);
        }
    }
}
