import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Ratio Fixer over the event bus, from Java, by TCP. Needs http.tcp_bridge_port in the configuration, and any library
 * for JSON; here it is the one in the runnable file:
 *
 * <pre>
 * RATIO_FIXER_API_KEY=... java -cp target/ratio-fixer.jar docs/examples/EventBusClient.java 127.0.0.1 7000 [video id]
 * </pre>
 *
 * Listens to the events, starts a campaign in mode observe, reads its status and stops it.
 */
public final class EventBusClient implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final JsonObject headers;

    EventBusClient(String host, int port, String key) throws IOException {
        socket = new Socket(host, port);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        headers = new JsonObject().put("Authorization", "Bearer " + key);
    }

    public static void main(String[] arguments) throws IOException {
        String video = arguments.length > 2 ? arguments[2] : "dQw4w9WgXcQ";
        try (EventBusClient bus = new EventBusClient(
                arguments[0], Integer.parseInt(arguments[1]), System.getenv("RATIO_FIXER_API_KEY"))) {
            bus.send(new JsonObject().put("type", "register").put("address", "ratio-fixer.events"));
            JsonObject started = bus.request(
                    "ratio-fixer.start",
                    new JsonObject()
                            .put("campaign_name", "From the event bus")
                            .put("video_id", video)
                            .put("mode", "observe"));
            JsonObject campaign = new JsonObject().put("campaign_id", started.getString("campaign_id"));
            System.out.println("started " + campaign.getString("campaign_id"));
            System.out.println("status " + bus.request("ratio-fixer.status", campaign).getString("ratio_fixer_status"));
            System.out.println("stopped " + bus.request("ratio-fixer.stop", campaign).getString("ratio_fixer_status"));
        }
    }

    /** Sends a message and waits for its reply; events that come meanwhile are printed. */
    JsonObject request(String address, JsonObject body) throws IOException {
        String reply = UUID.randomUUID().toString();
        send(new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("replyAddress", reply)
                .put("body", body));
        while (true) {
            JsonObject frame = receive();
            if (!reply.equals(frame.getString("address"))) {
                System.out.println("event " + type(frame));
            } else if (frame.getString("type").equals("err")) {
                // The same problem that HTTP answers with.
                throw new IOException(new JsonObject(frame.getString("message")).getString("detail"));
            } else {
                return frame.getJsonObject("body");
            }
        }
    }

    private static String type(JsonObject frame) {
        return frame.containsKey("body") ? frame.getJsonObject("body").getString("type") : frame.encode();
    }

    /** A frame is its length in four bytes, the highest first, and JSON. */
    private void send(JsonObject frame) throws IOException {
        byte[] bytes = frame.put("headers", headers).encode().getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    private JsonObject receive() throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
