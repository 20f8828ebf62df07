package dev.ratiofixer.sandbox.analytics;

import dev.ratiofixer.sandbox.audience.SeededRandom;
import dev.ratiofixer.sandbox.oauth.TokenEndpoint;
import dev.ratiofixer.sandbox.oauth.TokenEndpoint.TokenGrant;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.Channel;
import dev.ratiofixer.sandbox.world.LiveVideo;
import dev.ratiofixer.sandbox.world.LiveVideo.VideoDay;
import dev.ratiofixer.sandbox.world.SteadyVideo;
import dev.ratiofixer.sandbox.world.TrueCounters;
import dev.ratiofixer.sandbox.world.Video;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.Owner;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * What the owner is told of a video's days: late, and restated for some days. Days are of Pacific time, 23 or 25
     * hours long when the clocks change.
     */
    static final class OwnerReport {
        private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
        private static final Duration LAG = Duration.ofDays(2);
        private static final Duration SETTLED = Duration.ofDays(7);
        private static final double SHARED = 0.005;
        private static final double DISLIKED = 0.03;

        /** Where those who come by themselves come from; the last has what is left. */
        private static final Map<String, Double> ORGANIC = new LinkedHashMap<>();

        static {
            ORGANIC.put("SUBSCRIBER", 0.25);
            ORGANIC.put("YT_SEARCH", 0.15);
            ORGANIC.put("EXT_URL", 0.1);
            ORGANIC.put("NO_LINK_OTHER", 0.1);
            ORGANIC.put("RELATED_VIDEO", 0.4);
        }

        private final World world;
        private final long seed;

        OwnerReport(World world, long seed) {
            this.world = world;
            this.seed = seed;
        }

        /** The newest day that is told of when these metrics are asked for: some of them take a day longer. */
        LocalDate ready(List<String> metrics) {
            Instant now = Instant.ofEpochMilli(world.nowMillis());
            LocalDate day = LocalDate.ofInstant(now, PACIFIC);
            while (!isReady(day, now)) {
                day = day.minusDays(1);
            }
            return metrics.contains("subscribersGained") ? day.minusDays(1) : day;
        }

        private boolean isReady(LocalDate day, Instant now) {
            long late = (long) (24 * 3_600 * SeededRandom.uniform(seed, day.toEpochDay(), 90));
            return !now.isBefore(end(day).plus(LAG).plusSeconds(late));
        }

        /** What came on a day, as it is told now; empty where there is nothing to tell. */
        Optional<Map<String, Double>> day(Video video, LocalDate day) {
            return raw(video, day).map(came -> {
                double told = told(day);
                double percentage = SeededRandom.between(
                        seed, video.metadata().id().hashCode() * 40_000L + day.toEpochDay(), 91, 35, 65);
                return Map.of(
                        "engagedViews", whole(came.engagedViews() * told),
                        "views", whole(came.views() * told),
                        "likes", whole(came.likes() * told),
                        "dislikes", whole(came.likes() * DISLIKED * told),
                        "comments", whole(came.comments() * told),
                        "shares", whole(came.engagedViews() * SHARED * told),
                        "subscribersGained", whole(came.subscribers() * told),
                        "averageViewPercentage", Math.round(percentage * 100) / 100.0);
            });
        }

        /** The same by source; a source that brought nothing is not told of. */
        Map<String, Map<String, Double>> sources(Video video, LocalDate day) {
            Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
            raw(video, day).ifPresent(came -> {
                double told = told(day);
                double paid = video instanceof LiveVideo live
                        ? live.figures(start(day).toEpochMilli(), end(day).toEpochMilli())
                                .views()
                        : 0;
                add(rows, "ADVERTISING", paid * told, came.paidViews() * told);
                ORGANIC.forEach((source, share) -> add(
                        rows,
                        source,
                        (came.engagedViews() - paid) * share * told,
                        (came.views() - came.paidViews()) * share * told));
            });
            return rows;
        }

        private static void add(Map<String, Map<String, Double>> rows, String source, double engaged, double views) {
            if (whole(views) != 0 || whole(engaged) != 0) {
                rows.put(source, Map.of("engagedViews", whole(engaged), "views", whole(views)));
            }
        }

        private Optional<VideoDay> raw(Video video, LocalDate day) {
            long from = start(day).toEpochMilli();
            long to = end(day).toEpochMilli();
            VideoDay came = switch (video) {
                case LiveVideo live -> live.between(from, to);
                case SteadyVideo steady -> steady(steady.counts(from), steady.counts(to));
            };
            // What was before the sandbox opened, nobody counted by the day.
            boolean counted =
                    video instanceof SteadyVideo || to > world.opened().toEpochMilli();
            return counted && (came.views() != 0 || came.likes() != 0) ? Optional.of(came) : Optional.empty();
        }

        private static VideoDay steady(TrueCounters from, TrueCounters to) {
            double views = to.views() - from.views();
            double likes = to.likes() - from.likes();
            return new VideoDay(views, views, 0, likes, to.comments() - from.comments(), likes * DISLIKED);
        }

        /** The first figures lack some, and for two days they have too many. */
        private double told(LocalDate day) {
            Instant now = Instant.ofEpochMilli(world.nowMillis());
            Instant ended = end(day);
            if (!now.isBefore(ended.plus(SETTLED))) {
                return 1;
            }
            return now.isBefore(ended.plus(SETTLED).minus(Duration.ofDays(2))) ? 0.93 : 1.02;
        }

        private static double whole(double count) {
            return Math.floor(count);
        }

        private static Instant start(LocalDate day) {
            return day.atStartOfDay(PACIFIC).toInstant();
        }

        private static Instant end(LocalDate day) {
            return day.plusDays(1).atStartOfDay(PACIFIC).toInstant();
        }
    }
}
