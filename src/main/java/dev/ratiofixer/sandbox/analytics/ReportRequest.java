package dev.ratiofixer.sandbox.analytics;

import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import dev.ratiofixer.sandbox.wire.WireRequest;
import io.vertx.core.MultiMap;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A query, read as strictly as YouTube reads it: what no report of its tables has is refused.
 *
 * @param channel an id, or {@code MINE}
 * @param videos those that the filter names; none for the whole channel
 */
record ReportRequest(
        String channel,
        LocalDate start,
        LocalDate end,
        List<String> metrics,
        List<String> dimensions,
        List<String> videos,
        String sort,
        int maxResults,
        int startIndex) {
    static final String SOURCE = "insightTrafficSourceType";

    private static final Set<String> PARAMETERS = Set.of(
            "ids",
            "startDate",
            "endDate",
            "metrics",
            "dimensions",
            "filters",
            "sort",
            "maxResults",
            "startIndex",
            "currency",
            "alt",
            "prettyPrint",
            "key");
    private static final List<String> SIMULATED = List.of(
            "engagedViews",
            "views",
            "likes",
            "dislikes",
            "comments",
            "shares",
            "subscribersGained",
            "averageViewPercentage");
    private static final Set<String> OF_SOURCES = Set.of("engagedViews", "views");
    private static final int MOST_VIDEOS = 500;
    private static final int MOST_CELLS = 50_000;
    private static final int MOST_ROWS = 10_000;

    static ReportRequest read(WireRequest call) {
        MultiMap params = call.params();
        for (String name : params.names()) {
            if (!PARAMETERS.contains(name)) {
                throw bad("badRequest", "Unknown name \"" + name + "\": Cannot bind query parameter.");
            }
            if (params.get(name).isEmpty()) {
                throw bad("badRequest", "Invalid value '' for field parameters." + name + ".");
            }
        }
        String ids = required(call, "ids");
        if (!ids.matches("channel==[a-zA-Z0-9_+-]+")) {
            throw bad("badRequest", "Invalid value '" + ids + "' for field parameters.ids.");
        }
        ReportRequest request = new ReportRequest(
                ids.substring("channel==".length()),
                date(call, "startDate"),
                date(call, "endDate"),
                list(required(call, "metrics")),
                call.param("dimensions").map(ReportRequest::list).orElse(List.of()),
                videos(call.param("filters").orElse("")),
                call.param("sort").orElse(""),
                number(call, "maxResults", MOST_ROWS),
                number(call, "startIndex", 1));
        request.check();
        return request;
    }

    boolean bySource() {
        return dimensions.contains(SOURCE);
    }

    /** Some report has to have all of it together. */
    private void check() {
        for (String metric : metrics) {
            if (!SIMULATED.contains(metric)) {
                throw bad("invalid", "Unknown identifier (" + metric + ") given in field parameters.metrics.");
            }
        }
        Set<String> left = new HashSet<>(dimensions);
        left.remove("day");
        left.remove(SOURCE);
        // A filter of several values may be named as a dimension, one of a single value not.
        if (videos.size() > 1) {
            left.remove("video");
        }
        boolean sources = !bySource() || OF_SOURCES.containsAll(metrics);
        long cells = (ChronoUnit.DAYS.between(start, end) + 1) * videos.size();
        boolean sorted = sort.isEmpty() || dimensions.contains(column()) || metrics.contains(column());
        if (!left.isEmpty()
                || !sources
                || !sorted
                || dimensions.size() > new HashSet<>(dimensions).size()
                || end.isBefore(start)
                || (bySource() && cells > MOST_CELLS)) {
            throw bad(
                    "badRequest",
                    "The query is not supported. Check the documentation at"
                            + " https://developers.google.com/youtube/analytics/v2/available_reports for a list of"
                            + " supported queries.");
        }
    }

    /** The column that the rows are sorted by. */
    String column() {
        return sort.startsWith("-") ? sort.substring(1) : sort;
    }

    static RefusedException bad(String reason, String message) {
        return new RefusedException(SandboxGoogleError.reasoned(400, "INVALID_ARGUMENT", message, "global", reason));
    }

    private static String required(WireRequest call, String name) {
        return call.param(name).orElseThrow(() -> bad("required", "Required parameter: " + name));
    }

    private static List<String> list(String text) {
        return Arrays.asList(text.split(",", -1));
    }

    private static LocalDate date(WireRequest call, String name) {
        String text = required(call, name);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException none) {
            throw bad("invalid", "Could not parse content (" + text + ") of field " + name + ".");
        }
    }

    private static int number(WireRequest call, String name, int usual) {
        String text = call.param(name).orElse(Integer.toString(usual));
        if (!text.matches("[1-9]\\d{0,6}") || (name.equals("maxResults") && Integer.parseInt(text) > MOST_ROWS)) {
            throw bad("badRequest", "Invalid value '" + text + "' for field parameters." + name + ".");
        }
        return Integer.parseInt(text);
    }

    private static List<String> videos(String filters) {
        if (filters.isEmpty()) {
            return List.of();
        }
        if (!filters.startsWith("video==") || filters.contains(";")) {
            throw bad("badRequest", "The query is not supported.");
        }
        List<String> ids = list(filters.substring("video==".length()));
        if (ids.size() > MOST_VIDEOS) {
            throw bad("badRequest", "The number of values of filter video cannot exceed " + MOST_VIDEOS + ".");
        }
        return ids;
    }
}
