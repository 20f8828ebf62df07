package dev.ratiofixer.http;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events, blocking; whoever does not call {@link #next} is a reader that stalls. */
final class EventReader implements AutoCloseable {
    /** One event as it came. */
    record Event(String id, String type, JsonObject data) {}

    private static final int NARROW = 8 * 1024;

    private final HttpClient http = HttpClient.newHttpClient();
    private final BufferedReader lines;

    private EventReader(Site site, String query, @Nullable String lastId, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(site.address() + "/api/ratio-fixer/stream" + query))
                .header("X-API-Key", key);
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        try {
            HttpResponse<java.io.InputStream> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new AssertionError("status " + response.statusCode());
            }
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    static EventReader open(Site site, String query, @Nullable String lastId) {
        return new EventReader(site, query, lastId, Site.OPERATOR);
    }

    static EventReader openAs(Site site, String key) {
        return new EventReader(site, "", null, key);
    }

    /** A reader whose connection holds little, so that it stalls soon. */
    static EventReader openNarrow(Site site) {
        return new EventReader(site);
    }

    private EventReader(Site site) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(NARROW);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.verticle.port()));
            String request = "GET /api/ratio-fixer/stream HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + Site.OPERATOR
                    + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            // The sizes of the chunks are lines that mean nothing to read().
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /** The next event that is wanted. */
    Event next(Predicate<Event> wanted) {
        try {
            return CompletableFuture.supplyAsync(() -> read(wanted)).get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException
                | InterruptedException
                | java.util.concurrent.TimeoutException late) {
            throw new AssertionError("no such event in 60 s", late);
        }
    }

    /** The next event of a type. */
    Event next(String type) {
        return next(event -> event.type().equals(type));
    }

    private Event read(Predicate<Event> wanted) {
        String id = "";
        String type = "";
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    Event event = new Event(id, type, new JsonObject(line.substring(6)));
                    if (wanted.test(event)) {
                        return event;
                    }
                }
            }
            throw new AssertionError("the stream ended");
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
        http.shutdownNow();
    }
}
