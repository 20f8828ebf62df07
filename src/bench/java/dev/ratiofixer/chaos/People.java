package dev.ratiofixer.chaos;

import dev.ratiofixer.app.ChaosConfiguration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Those who use the engine meanwhile, through whichever node answers: they start the campaigns, look at them, and
 * approve or reject what is proposed. Every answer's status is counted.
 */
final class People implements AutoCloseable {
    private static final long EVERY_MILLIS = 100;

    private final ChaosWorld world;
    private final Random random;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<String> campaigns = new ArrayList<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::go, "people");
    private volatile boolean closing;

    People(ChaosWorld world, Random random) {
        this.world = world;
        this.random = random;
    }

    /** Starts all campaigns, spread over the nodes. */
    void startCampaigns() throws Exception {
        List<Integer> ports = List.copyOf(world.nodes().serving().values());
        for (int number = 0; number < world.settings().campaigns(); number++) {
            JsonObject body = ChaosConfiguration.start(
                    world.sandbox(), number, world.clock().instant());
            HttpResponse<String> answer =
                    send("POST", ports.get(number % ports.size()), "/api/ratio-fixer/start", body.encode());
            if (answer.statusCode() != 201) {
                throw new IOException("campaign " + number + " did not start: " + answer.body());
            }
            campaigns.add(new JsonObject(answer.body()).getString("campaign_id"));
        }
    }

    void begin() {
        thread.start();
    }

    private void go() {
        try {
            while (!closing) {
                look();
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            answers.merge(failed.toString(), 1, Integer::sum);
        }
    }

    private void look() throws Exception {
        List<Integer> ports = List.copyOf(world.nodes().serving().values());
        if (ports.isEmpty()) {
            return;
        }
        int port = ports.get(random.nextInt(ports.size()));
        int number = random.nextInt(campaigns.size());
        String campaign = campaigns.get(number);
        ask("GET", port, "/api/ratio-fixer/status/" + campaign);
        if (ChaosConfiguration.asksFirst(number)) {
            JsonArray orders = new JsonObject(ask("GET", port, "/api/ratio-fixer/campaigns/" + campaign + "/orders"))
                    .getJsonArray("items", new JsonArray());
            for (int i = 0; i < orders.size(); i++) {
                decide(ports, orders.getJsonObject(i));
            }
        }
    }

    /** Now and then twice and at two nodes, as people in a hurry do. */
    private void decide(List<Integer> ports, JsonObject order) throws Exception {
        if (order.getString("status").equals("proposed")) {
            String verb = random.nextInt(4) == 0 ? "reject" : "approve";
            String path = "/api/ratio-fixer/orders/" + order.getString("order_id") + "/" + verb;
            for (int turn = 0; turn <= random.nextInt(2); turn++) {
                ask("POST", ports.get(random.nextInt(ports.size())), path);
            }
        }
    }

    /** The body of a good answer, or an empty object's. */
    private String ask(String method, int port, String path) throws InterruptedException {
        try {
            HttpResponse<String> answer = send(method, port, path, method.equals("POST") ? "{}" : "");
            answers.merge(method + " " + answer.statusCode(), 1, Integer::sum);
            if (answer.statusCode() == 500) {
                System.err.println(path + " " + answer.body());
            }
            return answer.statusCode() == 200 ? answer.body() : "{}";
        } catch (IOException gone) {
            answers.merge(method + " no answer", 1, Integer::sum);
            return "{}";
        }
    }

    private HttpResponse<String> send(String method, int port, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(40))
                        .header("X-API-Key", ChaosConfiguration.KEY)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** How often each status was answered. */
    Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }

    @Override
    public void close() {
        closing = true;
        Threads.join(thread);
    }
}
