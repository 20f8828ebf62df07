package dev.ratiofixer.youtube;

import dev.ratiofixer.time.PacificDay;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A strict YouTube: it refuses what Google would refuse, counts every call against the Pacific day's buckets, and can
 * be told to answer the next calls in a hostile way.
 */
public final class StandIn {
    public static final String KEY = "the-test-key";

    private static final Set<String> STATS_PARTS = Set.of("id", "snippet", "statistics", "contentDetails");
    private static final Set<String> VIDEO_PARTS =
            Set.of("id", "snippet", "statistics", "contentDetails", "status", "player");

    /** One request as it came. */
    public record Call(String path, List<String> ids, String parts, String bucket, PacificDay day) {}

    public final StandInCatalog catalog = new StandInCatalog();
    public final List<Call> calls = new CopyOnWriteArrayList<>();
    final Map<String, AtomicInteger> used = new ConcurrentHashMap<>();
    final Gaps gaps = new Gaps();
    volatile boolean keepsCalls = true;
    volatile int limit = 10_000;
    volatile String acceptedKey = KEY;

    private final Map<String, Integer> limits = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Deque<Consumer<HttpServerRequest>> hostile = new ArrayDeque<>();
    private final HttpServer server;
    private volatile @Nullable Consumer<HttpServerRequest> standing;

    private StandIn(Vertx vertx, InstantSource clock) {
        this.clock = clock;
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setCompressionSupported(true).setHost("127.0.0.1"))
                .requestHandler(this::answer);
    }

    public static Future<StandIn> start(Vertx vertx, InstantSource clock) {
        StandIn standIn = new StandIn(vertx, clock);
        return standIn.server.listen(0).map(standIn);
    }

    public URI origin() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Answers the next call so, whatever it asks. */
    public void next(Consumer<HttpServerRequest> answer) {
        synchronized (hostile) {
            hostile.add(answer);
        }
    }

    /** Answers every call so, until {@link #truthful()}. */
    void always(Consumer<HttpServerRequest> answer) {
        standing = answer;
    }

    void truthful() {
        standing = null;
    }

    /** Lowers the day's limit of one bucket. */
    void limit(String bucket, int calls) {
        limits.put(bucket, calls);
    }

    /** Units or calls that a bucket has seen on a day. */
    int used(PacificDay day, String bucket) {
        AtomicInteger count = used.get(day.date() + " " + bucket);
        return count == null ? 0 : count.get();
    }

    int used(String bucket) {
        return used(PacificDay.of(clock.instant()), bucket);
    }

    private void answer(HttpServerRequest request) {
        String bucket = request.path().endsWith(":batchGetStats") ? "stats_calls" : "units";
        PacificDay day = PacificDay.of(clock.instant());
        List<String> ids = ids(request);
        if (!ids.isEmpty() && request.path().startsWith("/youtube/v3/videos")) {
            gaps.called(ids, clock.instant());
        }
        if (keepsCalls) {
            calls.add(new Call(request.path(), ids, String.valueOf(request.getParam("part")), bucket, day));
        }
        int now = used.computeIfAbsent(day.date() + " " + bucket, first -> new AtomicInteger())
                .incrementAndGet();
        Consumer<HttpServerRequest> trick;
        synchronized (hostile) {
            trick = hostile.poll();
        }
        Consumer<HttpServerRequest> always = standing;
        if (trick != null) {
            trick.accept(request);
        } else if (always != null) {
            always.accept(request);
        } else if (now > limits.getOrDefault(bucket, limit)) {
            refuse(request, 403, "quotaExceeded", "youtube.quota");
        } else {
            answerTruly(request, ids);
        }
    }

    private void answerTruly(HttpServerRequest request, List<String> ids) {
        if (!acceptedKey.equals(key(request))) {
            refuse(request, 400, "keyInvalid", "usageLimits");
            return;
        }
        switch (request.path()) {
            case "/youtube/v3/videos:batchGetStats" -> batch(request, ids, STATS_PARTS, catalog::stats);
            case "/youtube/v3/videos" -> batch(request, ids, VIDEO_PARTS, catalog::videos);
            case "/youtube/v3/channels" -> batch(request, ids, Set.of("contentDetails"), catalog::channels);
            case "/youtube/v3/playlistItems" -> playlist(request);
            default -> refuse(request, 404, "notFound", "global");
        }
    }

    private interface Reader {
        JsonArray read(List<String> ids, Set<String> parts, boolean sized);
    }

    private static void batch(HttpServerRequest request, List<String> ids, Set<String> allowed, Reader reader) {
        Set<String> parts = parts(request);
        if (parts.isEmpty() || !allowed.containsAll(parts)) {
            refuse(request, 400, "unknownPart", "youtube.part");
        } else if (ids.isEmpty() || ids.size() > 50 || Set.copyOf(ids).size() < ids.size()) {
            refuse(request, 400, "invalidFilters", "youtube.parameter");
        } else {
            JsonArray items = reader.read(ids, parts, request.getParam("maxHeight") != null);
            json(
                    request,
                    200,
                    new JsonObject()
                            .put("kind", "youtube#list")
                            .put("etag", "e")
                            .put("items", items));
        }
    }

    private void playlist(HttpServerRequest request) {
        if (!parts(request).equals(Set.of("contentDetails")) || request.getParam("playlistId") == null) {
            refuse(request, 400, "missingRequiredParameter", "youtube.parameter");
            return;
        }
        json(request, 200, catalog.page(request.getParam("playlistId"), request.getParam("pageToken")));
    }

    static void refuse(HttpServerRequest request, int status, String reason, String domain) {
        JsonObject error = new JsonObject()
                .put("code", status)
                .put("message", "refused: <code>" + reason + "</code>, key " + request.getParam("key"))
                .put(
                        "errors",
                        new JsonArray()
                                .add(new JsonObject().put("reason", reason).put("domain", domain)));
        json(request, status, new JsonObject().put("error", error));
    }

    public static void json(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=UTF-8")
                .end(body.toBuffer());
    }

    /** As Google takes it: in the header, or in the address. */
    private static @Nullable String key(HttpServerRequest request) {
        String header = request.getHeader("x-goog-api-key");
        return header == null ? request.getParam("key") : header;
    }

    private static List<String> ids(HttpServerRequest request) {
        return request.params().getAll("id").stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .toList();
    }

    private static Set<String> parts(HttpServerRequest request) {
        return request.params().getAll("part").stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .collect(Collectors.toSet());
    }
}
