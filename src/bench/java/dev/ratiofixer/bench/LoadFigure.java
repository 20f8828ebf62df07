package dev.ratiofixer.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A load test of an installation that runs, over its API alone: reads at a steady rate, and how long each takes.
 * Changes nothing and spends no quota. A request is timed from when it was due, not from when it was sent, so that one
 * slow answer does not hide those that it held up. The key, of a viewer at least, is in {@code RATIO_FIXER_API_KEY}.
 *
 * <p>Arguments: the address, requests a second of each kind (50), seconds of each kind (10).
 */
final class LoadFigure {
    private static final String API = "/api/ratio-fixer/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_CAMPAIGNS = 100;
    private static final int OK = 200;
    private static final int TOO_MANY = 429;

    private static final String FEATURES = """
            {"views": 120000, "age_days": 21, "duration_seconds": 215, "form": "video", "category": "music",
             "channel": {"videos": 20, "like_rate": 0.041, "comment_rate": 0.0018}}
            """;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final String key;

    private LoadFigure(String address, String key) {
        this.address = address.replaceAll("/+$", "");
        this.key = key;
    }

    static void run(String[] given) throws Exception {
        String key = System.getenv("RATIO_FIXER_API_KEY");
        if (given.length == 0 || key == null) {
            throw new IllegalArgumentException(
                    "name the installation's address, such as http://127.0.0.1:8080, and set RATIO_FIXER_API_KEY");
        }
        run(given, key);
    }

    static void run(String[] given, String key) throws Exception {
        Arguments arguments = new Arguments(given);
        LoadFigure load = new LoadFigure(arguments.text(""), key);
        int perSecond = arguments.number(50);
        int seconds = arguments.number(10);
        List<String> campaigns = load.campaigns();
        load.measure("list", perSecond, seconds, List.of(load.get(API + "campaigns?limit=100")));
        load.measure("expectation", perSecond, seconds, List.of(load.expectation()));
        if (!campaigns.isEmpty()) {
            load.measure("status", perSecond, seconds, load.each(campaigns, API + "status/%s"));
            load.measure("samples", perSecond, seconds, load.each(campaigns, API + "campaigns/%s/samples?limit=100"));
            load.measure("orders", perSecond, seconds, load.each(campaigns, API + "campaigns/%s/orders"));
        }
    }

    private List<String> campaigns() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(get(API + "campaigns?limit=" + MOST_CAMPAIGNS), BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException(address + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return new JsonObject(answer.body())
                .getJsonArray("items").stream()
                        .map(item -> ((JsonObject) item).getString("campaign_id"))
                        .toList();
    }

    private List<HttpRequest> each(List<String> campaigns, String path) {
        return campaigns.stream().map(id -> get(path.formatted(id))).toList();
    }

    private HttpRequest get(String path) {
        return request(path).build();
    }

    private HttpRequest expectation() {
        return request(API + "expectation")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(FEATURES))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + key)
                .timeout(PATIENCE);
    }

    /** @param status 0 where none came */
    private record Answer(int status, long nanos) {}

    private void measure(String call, int perSecond, int seconds, List<HttpRequest> requests) {
        Report report = new Report("load")
                .setting("call", call)
                .setting("per_second", perSecond)
                .setting("seconds", seconds);
        int count = perSecond * seconds;
        long between = TimeUnit.SECONDS.toNanos(1) / perSecond;
        Percentiles times = new Percentiles();
        Map<Integer, Integer> failed = new TreeMap<>();
        int limited = 0;
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = began + i * between;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            calls.add(client.sendAsync(requests.get(i % requests.size()), BodyHandlers.discarding())
                    .handle((answer, failure) ->
                            new Answer(failure == null ? answer.statusCode() : 0, System.nanoTime() - due)));
        }
        for (CompletableFuture<Answer> each : calls) {
            Answer answer = each.join();
            switch (answer.status()) {
                case OK -> times.add(answer.nanos());
                case TOO_MANY -> limited++;
                default -> failed.merge(answer.status(), 1, Integer::sum);
            }
        }
        double elapsed = (System.nanoTime() - began) / 1e9;
        report.value("answered", times.count())
                .value("answered_per_second", times.count() / elapsed)
                .value("p50_ms", times.millis(0.5))
                .value("p99_ms", times.millis(0.99))
                .value("longest_ms", times.millis(1))
                .value("rate_limited", limited)
                .value("failed", count - limited - times.count())
                .value("failed_by_status", failed)
                .print();
    }
}
