package dev.ratiofixer.sandbox.analytics;

import dev.ratiofixer.sandbox.audience.SeededRandom;
import dev.ratiofixer.sandbox.world.LiveVideo;
import dev.ratiofixer.sandbox.world.LiveVideo.VideoDay;
import dev.ratiofixer.sandbox.world.SteadyVideo;
import dev.ratiofixer.sandbox.world.TrueCounters;
import dev.ratiofixer.sandbox.world.Video;
import dev.ratiofixer.sandbox.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the owner is told of a video's days: late, and restated for some days. Days are of Pacific time, 23 or 25 hours
 * long when the clocks change.
 */
final class OwnerReport {
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
        boolean counted = video instanceof SteadyVideo || to > world.opened().toEpochMilli();
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
