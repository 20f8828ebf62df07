package dev.ratiofixer.bench;

import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The ticks that came to be persisted in a span of time, and how much longer than the interval campaigns waited between
 * two of them.
 */
record Ticks(long count, long expected, double lateP50Millis, double lateP99Millis, double lateMostMillis) {
    private static final String READ = """
            WITH gaps AS (
                SELECT expected_likes_p50 IS NOT NULL AS expected,
                       extract(epoch FROM sampled_at - lag(sampled_at) OVER (PARTITION BY campaign_id ORDER BY sampled_at))
                           - ? AS late
                FROM youtube_campaign_samples WHERE sampled_at >= ? AND sampled_at < ?
            )
            SELECT count(*) AS ticks, count(*) FILTER (WHERE expected) AS expected,
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY late) AS p50,
                   percentile_cont(0.99) WITHIN GROUP (ORDER BY late) AS p99,
                   max(late)::double precision AS most
            FROM gaps
            """;

    /** Over a connection without the engine's time limits: half an hour of 100,000 campaigns is five million rows. */
    static Ticks between(Database database, Instant from, Instant to, Duration interval) throws SQLException {
        try (Connection connection = TestDatabase.jdbc(database).getConnection();
                PreparedStatement read = connection.prepareStatement(READ)) {
            read.setDouble(1, interval.toMillis() / 1e3);
            read.setObject(2, from.atOffset(ZoneOffset.UTC));
            read.setObject(3, to.atOffset(ZoneOffset.UTC));
            ResultSet row = read.executeQuery();
            row.next();
            return new Ticks(
                    row.getLong("ticks"),
                    row.getLong("expected"),
                    millis(row, "p50"),
                    millis(row, "p99"),
                    millis(row, "most"));
        }
    }

    Report report(Report report) {
        return report.value("ticks", count)
                .value("with_expectation", expected)
                .value("late_p50_ms", lateP50Millis)
                .value("late_p99_ms", lateP99Millis)
                .value("late_max_ms", lateMostMillis);
    }

    private static double millis(ResultSet row, String column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull() ? Double.NaN : 1e3 * seconds;
    }
}
