package dev.ratiofixer.analytics;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What a stand-in for YouTube counted: by video and Pacific day, as it says so on a later day. Numbers of the last days
 * are restated, some days have no row, some only later or only at first, some counts are negative.
 */
final class AnalyticsTruth {
    static final List<String> METRICS = List.of(
            "engagedViews",
            "views",
            "likes",
            "dislikes",
            "comments",
            "shares",
            "subscribersGained",
            "averageViewPercentage");
    private static final List<String> SOURCES = List.of(
            "ADVERTISING",
            "SUBSCRIBER",
            "YT_SEARCH",
            "RELATED_VIDEO",
            "EXT_URL",
            "NO_LINK_OTHER",
            "A_SOURCE_OF_TOMORROW");
    /** Longer than that after its end, a day is told as it will be told for ever. */
    private static final int RESTATED_DAYS = 9;

    private final long seed;

    AnalyticsTruth(long seed) {
        this.seed = seed;
    }

    /** The newest day that has rows when all these metrics are asked for: some take YouTube a day longer. */
    static LocalDate ready(LocalDate today, List<String> metrics) {
        return today.minusDays(metrics.contains("subscribersGained") ? 4 : 3);
    }

    /** A row of a day; empty if YouTube has none. */
    Optional<Map<String, Double>> day(String video, LocalDate day, LocalDate toldOn) {
        Random random = random(video, day, "");
        boolean none = random.nextInt(11) == 0;
        int late = random.nextInt(13) == 0 ? 6 : 0;
        boolean vanishes = random.nextInt(17) == 0;
        long age = ChronoUnit.DAYS.between(day, toldOn);
        if (none || age < late || (vanishes && age > RESTATED_DAYS - 2)) {
            return Optional.empty();
        }
        double share = share(age);
        Map<String, Double> row = new HashMap<>();
        for (String metric : METRICS) {
            double settled = metric.equals("averageViewPercentage")
                    ? 20 + random.nextInt(6000) / 100.0
                    : random.nextInt(metric.endsWith("iews") ? 5000 : 60) - (random.nextInt(19) == 0 ? 200 : 0);
            row.put(metric, metric.equals("averageViewPercentage") ? settled : Math.floor(settled * share));
        }
        return Optional.of(row);
    }

    /** The rows of a day by source. */
    Map<String, Map<String, Double>> sources(String video, LocalDate day, LocalDate toldOn) {
        Map<String, Map<String, Double>> rows = new HashMap<>();
        long age = ChronoUnit.DAYS.between(day, toldOn);
        for (String source : SOURCES) {
            Random random = random(video, day, source);
            // Below a threshold there is no row.
            if (random.nextInt(4) != 0) {
                Map<String, Double> row = new HashMap<>();
                for (String metric : List.of("engagedViews", "views", "estimatedMinutesWatched")) {
                    row.put(metric, Math.floor((random.nextInt(900) - 20) * share(age)));
                }
                rows.put(source, row);
            }
        }
        return rows;
    }

    /** What was counted by then; YouTube takes some back again later. */
    private static double share(long age) {
        return age >= RESTATED_DAYS ? 1 : age >= 6 ? 1.04 : age >= 4 ? 0.93 : 0.8;
    }

    private Random random(String video, LocalDate day, String source) {
        return new Random(new ArrayList<>(List.of(seed, video, day.toEpochDay(), source)).hashCode() * 2_654_435_761L);
    }
}
