package dev.ratiofixer.google.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.analytics.AnalyticsQuery.AnalyticsReport;
import dev.ratiofixer.video.VideoId;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a report. Columns are found by their names, as the terms ask for; a metric may be written as an integer
 * or with a fraction. A cell that is not there is {@code null}, never 0; a count may be negative, where YouTube took
 * more back than there came.
 *
 * @param rows as many as YouTube has something to say of: a day without any is in no row
 */
public record AnalyticsTable(List<AnalyticsRow> rows) {
    /** More than any count is; what is beyond it is no count. */
    private static final double MOST = 1e15;

    /**
     * One row.
     *
     * @param video empty text in a report without videos
     * @param source where views came from, empty text in other reports; a word that is new is as good as any
     * @param metrics by YouTube's names
     */
    public record AnalyticsRow(String video, LocalDate day, String source, Map<String, Double> metrics) {
        public AnalyticsRow {
            metrics = Map.copyOf(metrics);
        }

        /** A whole number, {@code null} where YouTube gives none. */
        public @Nullable Long count(String metric) {
            Double value = metrics.get(metric);
            return value == null ? null : Math.round(value);
        }

        /** A number, {@code null} where YouTube gives none. */
        public @Nullable Double number(String metric) {
            return metrics.get(metric);
        }
    }

    public AnalyticsTable {
        rows = List.copyOf(rows);
    }

    /** Whether there may be rows that did not get in. */
    public boolean isFull() {
        return rows.size() >= AnalyticsQuery.MOST_ROWS;
    }

    /**
     * Reads an answer.
     *
     * @throws IllegalArgumentException if it is no answer to the query; rows of a video or a day that were not asked
     *     for are none
     */
    static AnalyticsTable read(JsonNode body, AnalyticsQuery query) {
        List<String> names = new ArrayList<>();
        body.path("columnHeaders")
                .forEach(header -> names.add(header.path("name").asText("")));
        for (String dimension : query.dimensions()) {
            if (!names.contains(dimension)) {
                throw new IllegalArgumentException("no column " + dimension);
            }
        }
        Set<String> videos = query.videos().stream().map(VideoId::value).collect(Collectors.toSet());
        Set<List<Object>> seen = new HashSet<>();
        List<AnalyticsRow> rows = new ArrayList<>();
        for (JsonNode cells : body.path("rows")) {
            if (cells.size() != names.size()) {
                throw new IllegalArgumentException("a row of " + cells.size() + " cells for " + names.size());
            }
            AnalyticsRow row = row(names, cells, query);
            if (!videos.isEmpty() && !videos.contains(row.video())) {
                throw new IllegalArgumentException("a row of a video that was not asked for");
            }
            if (!seen.add(List.of(row.video(), row.day(), row.source()))) {
                throw new IllegalArgumentException("two rows of one kind");
            }
            rows.add(row);
        }
        return new AnalyticsTable(rows);
    }

    private static AnalyticsRow row(List<String> names, JsonNode cells, AnalyticsQuery query) {
        Map<String, String> dimensions = new HashMap<>();
        Map<String, Double> metrics = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            JsonNode cell = cells.get(i);
            String name = names.get(i);
            if (query.dimensions().contains(name)) {
                dimensions.put(name, cell.asText(""));
            } else if (!cell.isNull()) {
                metrics.put(name, metric(name, cell));
            }
        }
        LocalDate day = day(dimensions.getOrDefault("day", ""));
        String video =
                query.videos().size() == 1 ? query.videos().getFirst().value() : dimensions.getOrDefault("video", "");
        String source = dimensions.getOrDefault("insightTrafficSourceType", "");
        boolean asked = !day.isBefore(query.start()) && !day.isAfter(query.end());
        if (!asked || (query.report() == AnalyticsReport.SOURCE_DAYS && source.isBlank())) {
            throw new IllegalArgumentException("a row of a day or a source that was not asked for");
        }
        return new AnalyticsRow(video, day, source, metrics);
    }

    private static double metric(String name, JsonNode cell) {
        double value = cell.isNumber() ? cell.asDouble() : Double.NaN;
        if (!(Math.abs(value) < MOST)) {
            throw new IllegalArgumentException(name + " is no number");
        }
        return value;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException other) {
            throw new IllegalArgumentException("no day", other);
        }
    }
}
