package dev.ratiofixer.chaos;

import dev.ratiofixer.chaos.Incident.Kind;
import dev.ratiofixer.sandbox.control.InjectedFault;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Lets the providers fail: every way of failing on every kind of call, one after another and again. */
final class ProviderFaults implements AutoCloseable {
    private static final List<String> ROUTES = List.of(
            "youtube.videos.*", "youtube.commentThreads.*", "oauth.token", "ads.*", "sheets.*", "hooks.receive");

    private static final Set<InjectedFault.FaultKind> SAYS_YES =
            EnumSet.of(InjectedFault.FaultKind.GARBAGE, InjectedFault.FaultKind.HUGE);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofSeconds(3);

    /** One way on one call. */
    private record Way(String route, JsonObject fault, String name) {}

    private final ChaosWorld world;
    private final Random random;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread thread = new Thread(this::go, "upstreams");
    private volatile boolean closing;
    private volatile String trouble = "";

    ProviderFaults(ChaosWorld world, Random random) {
        this.world = world;
        this.random = random;
    }

    void begin() {
        thread.start();
    }

    private List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (String route : ROUTES) {
            for (InjectedFault.FaultKind kind : InjectedFault.FaultKind.values()) {
                JsonObject fault = new JsonObject()
                        .put("route", route)
                        .put("kind", kind.name().toLowerCase(Locale.ROOT))
                        .put("probability", 0.7);
                if (kind == InjectedFault.FaultKind.DELAY) {
                    fault.put("delay", "PT1S");
                }
                // A webhook's 200 is its word that the task came, whatever else it says.
                if (route.equals("hooks.receive") && SAYS_YES.contains(kind)) {
                    fault.put("when", "after");
                }
                ways.add(new Way(route, fault, route + " " + kind));
            }
            JsonObject lost =
                    new JsonObject().put("route", route).put("kind", "drop").put("when", "after");
            ways.add(new Way(route, lost, route + " answer lost"));
            JsonObject busy =
                    new JsonObject().put("route", route).put("kind", "status").put("status", 429);
            ways.add(new Way(route, busy, route + " 429"));
        }
        Collections.shuffle(ways, random);
        return ways;
    }

    private void go() {
        try {
            while (!closing) {
                for (Way way : ways()) {
                    if (!closing) {
                        strike(way);
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            trouble = failed.toString();
        }
    }

    private void strike(Way way) throws Exception {
        Duration time = Duration.ofMillis(random.nextLong(LONGEST.toMillis() / 2, LONGEST.toMillis()));
        world.troubles().during(Kind.UPSTREAM, null, way.name(), () -> {
            Object id = send("POST", "/sandbox/faults", way.fault()).getValue("id");
            Thread.sleep(time);
            send("DELETE", "/sandbox/faults/" + id, new JsonObject());
        });
        Thread.sleep(BETWEEN);
    }

    /** Takes a refresh token's worth for a while. */
    void revoke(String token, String whose, Duration time) throws Exception {
        world.troubles().during(Kind.TOKEN_REVOKED, null, whose, () -> {
            JsonObject body = new JsonObject().put("credential", token);
            send("POST", "/sandbox/credentials", body.copy().put("revoked", true));
            Thread.sleep(time);
            send("POST", "/sandbox/credentials", body.put("revoked", false));
        });
    }

    private JsonObject send(String method, String path, JsonObject body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.sandbox().origin() + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isEmpty() ? new JsonObject() : new JsonObject(answer.body());
    }

    /** Why no more faults come, or empty. */
    String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        closing = true;
        Threads.join(thread);
    }
}
