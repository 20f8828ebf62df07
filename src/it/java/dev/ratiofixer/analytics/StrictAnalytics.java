package dev.ratiofixer.analytics;

import dev.ratiofixer.fixtures.Waiting;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A YouTube Analytics API that refuses whatever no table of YouTube's documents allows, with Google's tokens and
 * {@code channels.list?mine=true} beside it. Written from the documents ({@code reports.json}), not from the engine nor
 * from its sandbox. It keeps what it was asked and what it told.
 */
final class StrictAnalytics {
    static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    /** A person's consent. */
    static final class Owner {
        final Set<String> channels;
        volatile boolean revoked;
        volatile boolean analyticsScope = true;

        Owner(Set<String> channels) {
            this.channels = channels;
        }
    }

    /** A query that was answered with rows, or would have been. */
    record Told(String channel, Set<String> videos, boolean sources, LocalDate start, LocalDate end, LocalDate on) {}

    private static final Set<String> PARAMETERS = Set.of(
            "ids", "startDate", "endDate", "metrics", "dimensions", "filters", "sort", "maxResults", "startIndex");

    private final AnalyticsTruth truth;
    private final InstantSource clock;
    private final HttpServer server;
    private final JsonObject documents;
    private final Map<String, Owner> owners = new ConcurrentHashMap<>();
    private final Map<String, Owner> accessTokens = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();
    /** By channel. */
    final Map<String, Set<String>> videos = new ConcurrentHashMap<>();

    final Set<String> privateVideos = ConcurrentHashMap.newKeySet();
    /** Requests by channel and Pacific day. */
    final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

    final List<String> violations = new CopyOnWriteArrayList<>();
    final List<Told> told = new CopyOnWriteArrayList<>();
    /** What the next requests are answered with instead, one each: a status and whether its body is HTML. */
    final List<JsonObject> broken = new CopyOnWriteArrayList<>();

    StrictAnalytics(Vertx vertx, InstantSource clock, AnalyticsTruth truth) {
        this.clock = clock;
        this.truth = truth;
        try (InputStream file = StrictAnalytics.class.getResourceAsStream("reports.json")) {
            documents = new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        server = Waiting.on(vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(8192))
                .requestHandler(this::serve)
                .listen(0, "127.0.0.1"));
    }

    String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    Owner owner(String refreshToken, String... channels) {
        Owner owner = new Owner(Set.of(channels));
        owners.put(refreshToken, owner);
        return owner;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PACIFIC);
    }

    private void serve(HttpServerRequest request) {
        switch (request.path()) {
            case "/token" -> request.body().onSuccess(body -> token(request, body.toString()));
            case "/youtube/v3/channels" -> mine(request);
            case "/v2/reports" -> reports(request);
            default -> violate(request, 404, "notFound", "no such path " + request.path());
        }
    }

    private void token(HttpServerRequest request, String form) {
        Map<String, String> fields = Stream.of(form.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        Owner owner = owners.get(fields.getOrDefault("refresh_token", ""));
        if (owner == null || owner.revoked) {
            request.response()
                    .setStatusCode(400)
                    .putHeader("Content-Type", "application/json")
                    .end("{\"error\":\"invalid_grant\",\"error_description\":\"Token has been expired or revoked.\"}");
            return;
        }
        String token = "ya29." + tokens.incrementAndGet();
        accessTokens.put(token, owner);
        json(request, new JsonObject().put("access_token", token).put("expires_in", 3599));
    }

    private @Nullable Owner authorized(HttpServerRequest request) {
        String header = String.valueOf(request.getHeader("Authorization"));
        Owner owner = header.startsWith("Bearer ") ? accessTokens.get(header.substring(7)) : null;
        if (owner == null || owner.revoked) {
            refuse(request, 401, "authError", "Invalid Credentials");
            return null;
        }
        return owner;
    }

    private void mine(HttpServerRequest request) {
        Owner owner = authorized(request);
        if (owner != null) {
            JsonArray items = new JsonArray();
            owner.channels.forEach(id -> items.add(new JsonObject().put("id", id)));
            json(request, new JsonObject().put("items", items));
        }
    }

    private void reports(HttpServerRequest request) {
        MultiMap asked = request.params();
        String channel = String.valueOf(asked.get("ids")).replaceFirst("^channel==", "");
        requests.computeIfAbsent(channel + " " + today(), day -> new AtomicInteger())
                .incrementAndGet();
        if (!broken.isEmpty()) {
            JsonObject fault = broken.removeFirst();
            request.response()
                    .setStatusCode(fault.getInteger("status"))
                    .putHeader("Content-Type", fault.containsKey("html") ? "text/html" : "application/json")
                    .end(
                            fault.containsKey("html")
                                    ? fault.getString("html")
                                    : fault.getJsonObject("body").encode());
            return;
        }
        Owner owner = authorized(request);
        if (owner == null) {
            return;
        }
        if (!owner.analyticsScope) {
            refuse(request, 403, "insufficientPermissions", "Request had insufficient authentication scopes.");
            return;
        }
        String wrong = wrong(asked);
        if (wrong != null) {
            violate(request, 400, wrong.startsWith("Unknown") ? "invalid" : "badRequest", wrong);
        } else if (!channel.equals("MINE") && !owner.channels.contains(channel)) {
            violations.add("asked for " + channel + " with a token of " + owner.channels);
            refuse(request, 403, "forbidden", "Forbidden");
        } else {
            answer(request, asked, channel);
        }
    }

    private static List<String> list(@Nullable String text) {
        return text == null ? List.of() : Arrays.asList(text.split(",", -1));
    }

    /** What no document allows about a query, {@code null} for nothing. */
    private @Nullable String wrong(MultiMap asked) {
        if (!PARAMETERS.containsAll(asked.names())
                || asked.entries().size() > asked.names().size()) {
            return "Unknown or repeated parameter in " + asked.names();
        }
        for (String needed : List.of("ids", "startDate", "endDate", "metrics")) {
            if (!asked.contains(needed)) {
                return "Required parameter is missing: " + needed;
            }
        }
        if (!asked.get("ids").matches("channel==[a-zA-Z0-9_+-]+")) {
            return "Invalid ids";
        }
        for (String date : List.of(asked.get("startDate"), asked.get("endDate"))) {
            if (!date.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return "Could not parse content of a date";
            }
        }
        if (LocalDate.parse(asked.get("startDate")).isAfter(LocalDate.parse(asked.get("endDate")))) {
            return "startDate is after endDate";
        }
        if ((asked.contains("dimensions") && asked.get("dimensions").isEmpty())
                || (asked.contains("sort") && asked.get("sort").isEmpty())) {
            return "empty parameter";
        }
        if (asked.contains("maxResults") && !asked.get("maxResults").matches("[1-9]\\d{0,3}|10000")) {
            return "maxResults is out of bounds";
        }
        return unknown(asked);
    }

    private @Nullable String unknown(MultiMap asked) {
        Set<String> known = documents.getJsonObject("metricSets").stream()
                .flatMap(set -> ((JsonArray) set.getValue()).stream())
                .map(String::valueOf)
                .collect(Collectors.toSet());
        for (String metric : list(asked.get("metrics"))) {
            if (!known.contains(metric)) {
                return "Unknown identifier (" + metric + ") given in field parameters.metrics.";
            }
        }
        Map<String, List<String>> filters = new HashMap<>();
        for (String filter : asked.contains("filters") ? asked.get("filters").split(";", -1) : new String[0]) {
            String[] parts = filter.split("==", 2);
            if (parts.length != 2 || filters.put(parts[0], list(parts[1])) != null) {
                return "Could not parse content of field filters";
            }
        }
        for (Map.Entry<String, List<String>> filter : filters.entrySet()) {
            int values = filter.getValue().size();
            if (values > 500
                    || (values > 1 && !Set.of("video", "playlist", "channel").contains(filter.getKey()))) {
                return "too many values of filter " + filter.getKey();
            }
        }
        return unsupported(asked, filters);
    }

    /** Whether some report has these dimensions, filters and metrics together. */
    private @Nullable String unsupported(MultiMap asked, Map<String, List<String>> filters) {
        Set<String> dimensions = new HashSet<>(list(asked.get("dimensions")));
        List<String> metrics = list(asked.get("metrics"));
        boolean several = filters.getOrDefault("video", List.of()).size() > 1;
        for (Object each : documents.getJsonArray("reports")) {
            JsonObject report = (JsonObject) each;
            Set<String> left = new HashSet<>(dimensions);
            boolean named = several && !required(report).contains("video");
            if (named) {
                left.remove("video");
            }
            if (hasDimensions(report, left)
                    && hasFilters(report, filters, several)
                    && allowed(report).containsAll(metrics)
                    && fits(report, asked, filters)) {
                return null;
            }
        }
        return "The query is not supported. (dimensions " + dimensions + ", filters " + filters.keySet() + ", metrics "
                + metrics + ")";
    }

    private static List<String> required(JsonObject report) {
        return report.getValue("dimensions") instanceof JsonObject of
                ? of.getJsonArray("required", new JsonArray()).stream()
                        .map(String::valueOf)
                        .toList()
                : List.of();
    }

    private static boolean hasDimensions(JsonObject report, Set<String> dimensions) {
        if (report.getValue("dimensions") instanceof JsonArray) {
            return dimensions.isEmpty();
        }
        JsonObject of = report.getJsonObject("dimensions");
        Set<String> left = new HashSet<>(dimensions);
        boolean whole = left.containsAll(required(report));
        left.removeAll(required(report));
        if (of.containsKey("exactly1")) {
            long one = names(of, "exactly1").filter(left::contains).count();
            names(of, "exactly1").toList().forEach(left::remove);
            whole &= one == 1;
        }
        if (of.containsKey("0or1")) {
            whole &= names(of, "0or1").filter(left::contains).count() <= 1;
            names(of, "0or1").toList().forEach(left::remove);
        }
        names(of, "0+").toList().forEach(left::remove);
        return whole && left.isEmpty();
    }

    private static Stream<String> names(JsonObject of, String key) {
        return of.getJsonArray(key, new JsonArray()).stream()
                .flatMap(each -> each instanceof JsonArray group ? group.stream() : Stream.of(each))
                .map(String::valueOf);
    }

    private static boolean hasFilters(JsonObject report, Map<String, List<String>> filters, boolean several) {
        JsonObject of = report.getJsonObject("filters");
        Set<String> known = Stream.of("required", "0or1", "0+")
                .flatMap(key -> names(of, key))
                .collect(Collectors.toSet());
        boolean whole = names(of, "required").allMatch(name -> filters.containsKey(name.split(" ", -1)[0]));
        // The rule of several ids is of that filter, not of one id.
        boolean byVideos = report.getString("name").startsWith("video,day");
        return whole && known.containsAll(filters.keySet()) && (!byVideos || several);
    }

    private Set<String> allowed(JsonObject report) {
        Set<String> all = new HashSet<>();
        if (report.getValue("metrics") instanceof JsonArray some) {
            some.forEach(name -> all.add(String.valueOf(name)));
            return all;
        }
        String[] words = report.getString("metrics").split(" minus ", -1);
        // Revenue needs another consent, which these owners have not given.
        String set = words[0].replace("+monetary", "");
        documents.getJsonObject("metricSets").getJsonArray(set).forEach(name -> all.add(String.valueOf(name)));
        Arrays.stream(words).skip(1).forEach(all::remove);
        return all;
    }

    private static boolean fits(JsonObject report, MultiMap asked, Map<String, List<String>> filters) {
        if (report.containsKey("maxResults")) {
            return asked.contains("sort")
                    && asked.contains("maxResults")
                    && Integer.parseInt(asked.get("maxResults")) <= report.getInteger("maxResults");
        }
        long days =
                ChronoUnit.DAYS.between(LocalDate.parse(asked.get("startDate")), LocalDate.parse(asked.get("endDate")))
                        + 1;
        return !report.getString("name").equals("Traffic source")
                || days * filters.getOrDefault("video", List.of()).size() <= 50_000;
    }

    private void answer(HttpServerRequest request, MultiMap asked, String channel) {
        List<String> ids = asked.contains("filters")
                ? list(asked.get("filters").substring("video==".length()))
                : List.copyOf(videos.getOrDefault(channel, Set.of()));
        Set<String> own = videos.getOrDefault(channel, Set.of());
        if (!own.containsAll(ids) || ids.stream().anyMatch(privateVideos::contains)) {
            refuse(request, 400, "badRequest", "The request is not valid.");
            return;
        }
        List<String> dimensions = list(asked.get("dimensions"));
        List<String> metrics = list(asked.get("metrics"));
        LocalDate start = LocalDate.parse(asked.get("startDate"));
        LocalDate end = LocalDate.parse(asked.get("endDate"));
        LocalDate ready = AnalyticsTruth.ready(today(), metrics);
        LocalDate last = end.isAfter(ready) ? ready : end;
        boolean sources = dimensions.contains("insightTrafficSourceType");
        List<JsonArray> rows = new ArrayList<>();
        for (LocalDate day = start; !day.isAfter(last); day = day.plusDays(1)) {
            for (String id : ids) {
                if (sources) {
                    LocalDate of = day;
                    truth.sources(id, day, today())
                            .forEach((source, row) -> rows.add(row(dimensions, metrics, id, of, source, row)));
                } else {
                    LocalDate of = day;
                    truth.day(id, day, today()).ifPresent(row -> rows.add(row(dimensions, metrics, id, of, "", row)));
                }
            }
        }
        int most = asked.contains("maxResults") ? Integer.parseInt(asked.get("maxResults")) : 500;
        told.add(new Told(channel, Set.copyOf(ids), sources, start, last, today()));
        json(request, table(dimensions, metrics, rows.subList(0, Math.min(most, rows.size()))));
    }

    private static JsonArray row(
            List<String> dimensions,
            List<String> metrics,
            String video,
            LocalDate day,
            String source,
            Map<String, Double> values) {
        JsonArray row = new JsonArray();
        dimensions.forEach(name -> row.add(
                switch (name) {
                    case "video" -> video;
                    case "day" -> day.toString();
                    default -> source;
                }));
        metrics.forEach(name -> {
            double value = Objects.requireNonNull(values.get(name), name);
            row.add(name.equals("averageViewPercentage") ? (Object) value : (Object) (long) value);
        });
        return row;
    }

    private static JsonObject table(List<String> dimensions, List<String> metrics, List<JsonArray> rows) {
        JsonArray headers = new JsonArray();
        dimensions.forEach(name -> headers.add(new JsonObject()
                .put("name", name)
                .put("columnType", "DIMENSION")
                .put("dataType", "STRING")));
        metrics.forEach(name -> headers.add(new JsonObject()
                .put("name", name)
                .put("columnType", "METRIC")
                .put("dataType", name.equals("averageViewPercentage") ? "FLOAT" : "INTEGER")));
        JsonObject table =
                new JsonObject().put("kind", "youtubeAnalytics#resultTable").put("columnHeaders", headers);
        return rows.isEmpty() ? table : table.put("rows", new JsonArray(List.copyOf(rows)));
    }

    private void violate(HttpServerRequest request, int status, String reason, String message) {
        violations.add(message + ": " + request.uri());
        refuse(request, status, reason, message);
    }

    private static void refuse(HttpServerRequest request, int status, String reason, String message) {
        JsonObject error = new JsonObject()
                .put("code", status)
                .put("message", message)
                .put(
                        "errors",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("message", message)
                                        .put("domain", "global")
                                        .put("reason", reason)));
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("error", error).encode());
    }

    private static void json(HttpServerRequest request, JsonObject body) {
        request.response()
                .putHeader("Content-Type", "application/json; charset=UTF-8")
                .end(body.encode());
    }
}
