package dev.ratiofixer.sandbox.analytics;

import dev.ratiofixer.sandbox.oauth.TokenEndpoint;
import dev.ratiofixer.sandbox.oauth.TokenGrant;
import dev.ratiofixer.sandbox.wire.Endpoint;
import dev.ratiofixer.sandbox.wire.RefusedException;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.Channel;
import dev.ratiofixer.sandbox.world.Video;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.Owner;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code GET /v2/reports}: the reports of one of the owner's channels. */
public final class ReportsQuery implements Endpoint {
    private final World world;
    private final TokenEndpoint tokens;
    private final Owner owner;
    private final OwnerReport report;

    public ReportsQuery(World world, TokenEndpoint tokens, Owner owner, long seed) {
        this.world = world;
        this.tokens = tokens;
        this.owner = owner;
        this.report = new OwnerReport(world, seed);
    }

    /** The key that a row stands under, and its figures; text in the order of the dimensions. */
    private record TableRow(List<String> key, Map<String, Double> figures) {}

    @Override
    public Reply answer(WireRequest call) {
        TokenGrant grant = tokens.grant(
                call.bearer().orElseThrow(() -> new RefusedException(SandboxGoogleError.unauthenticated())));
        if (!grant.allows(TokenGrant.ANALYTICS)) {
            throw new RefusedException(SandboxGoogleError.insufficientScope());
        }
        ReportRequest request = ReportRequest.read(call);
        List<Video> videos = videos(request, channel(request, grant));
        Map<List<String>, Map<String, Double>> rows = new LinkedHashMap<>();
        LocalDate ready = report.ready(request.metrics());
        LocalDate last = request.end().isAfter(ready) ? ready : request.end();
        for (LocalDate day = request.start(); !day.isAfter(last); day = day.plusDays(1)) {
            for (Video video : videos) {
                add(rows, request, video, day);
            }
        }
        return Reply.ok(table(request, rows));
    }

    private Channel channel(ReportRequest request, TokenGrant grant) {
        Owner who = grant.channel().isEmpty() ? owner : new Owner(Set.of(grant.channel()));
        return who.channels(world).stream()
                .filter(mine -> request.channel().equals("MINE") || mine.id().equals(request.channel()))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        SandboxGoogleError.reasoned(403, "PERMISSION_DENIED", "Forbidden", "global", "forbidden")));
    }

    private static List<Video> videos(ReportRequest request, Channel channel) {
        Map<String, Video> shown = new LinkedHashMap<>();
        channel.uploads().stream()
                .filter(video -> video.exposure().found())
                .forEach(video -> shown.put(video.metadata().id(), video));
        if (!shown.keySet().containsAll(request.videos())) {
            throw ReportRequest.bad("badRequest", "The request is not valid.");
        }
        return request.videos().isEmpty()
                ? List.copyOf(shown.values())
                : request.videos().stream().distinct().map(shown::get).toList();
    }

    private void add(Map<List<String>, Map<String, Double>> rows, ReportRequest request, Video video, LocalDate day) {
        if (request.bySource()) {
            report.sources(video, day)
                    .forEach((source, figures) -> merge(rows, key(request, video, day, source), figures));
        } else {
            report.day(video, day).ifPresent(figures -> merge(rows, key(request, video, day, ""), figures));
        }
    }

    private static List<String> key(ReportRequest request, Video video, LocalDate day, String source) {
        return request.dimensions().stream()
                .map(name -> switch (name) {
                    case "video" -> video.metadata().id();
                    case "day" -> day.toString();
                    default -> source;
                })
                .toList();
    }

    /** Percentages are of no sum; the first one stands for all. */
    private static void merge(
            Map<List<String>, Map<String, Double>> rows, List<String> key, Map<String, Double> figures) {
        rows.merge(key, figures, (one, other) -> {
            Map<String, Double> both = new LinkedHashMap<>(one);
            other.forEach((name, value) -> {
                if (!name.endsWith("Percentage")) {
                    both.merge(name, value, Double::sum);
                }
            });
            return both;
        });
    }

    private static JsonObject table(ReportRequest request, Map<List<String>, Map<String, Double>> rows) {
        JsonArray headers = new JsonArray();
        request.dimensions().forEach(name -> headers.add(header(name, "DIMENSION", "STRING")));
        request.metrics()
                .forEach(
                        name -> headers.add(header(name, "METRIC", name.endsWith("Percentage") ? "FLOAT" : "INTEGER")));
        List<TableRow> lines = new ArrayList<>();
        rows.forEach((key, figures) -> lines.add(new TableRow(key, figures)));
        if (!request.sort().isEmpty()) {
            Comparator<TableRow> order = order(request);
            lines.sort(request.sort().startsWith("-") ? order.reversed() : order);
        }
        JsonArray all = new JsonArray();
        lines.stream()
                .skip(request.startIndex() - 1L)
                .limit(request.maxResults())
                .forEach(line -> all.add(row(request, line)));
        JsonObject table =
                new JsonObject().put("kind", "youtubeAnalytics#resultTable").put("columnHeaders", headers);
        return all.isEmpty() ? table : table.put("rows", all);
    }

    private static Comparator<TableRow> order(ReportRequest request) {
        int dimension = request.dimensions().indexOf(request.column());
        return dimension >= 0
                ? Comparator.comparing(line -> line.key().get(dimension))
                : Comparator.comparing(line -> line.figures().getOrDefault(request.column(), 0.0));
    }

    private static JsonArray row(ReportRequest request, TableRow line) {
        JsonArray row = new JsonArray();
        line.key().forEach(row::add);
        for (String metric : request.metrics()) {
            double value = line.figures().getOrDefault(metric, 0.0);
            if (metric.endsWith("Percentage")) {
                row.add(value);
            } else {
                row.add((long) value);
            }
        }
        return row;
    }

    private static JsonObject header(String name, String type, String data) {
        return new JsonObject().put("name", name).put("columnType", type).put("dataType", data);
    }
}
