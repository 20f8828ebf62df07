package dev.ratiofixer.bench;

import dev.ratiofixer.EngineUnderLoad;
import dev.ratiofixer.store.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
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
                           - $3 AS late
                FROM youtube_campaign_samples WHERE sampled_at >= $1 AND sampled_at < $2
            )
            SELECT count(*) AS ticks, count(*) FILTER (WHERE expected) AS expected,
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY late) AS p50,
                   percentile_cont(0.99) WITHIN GROUP (ORDER BY late) AS p99,
                   max(late)::double precision AS most
            FROM gaps
            """;

    static Ticks between(Database database, Instant from, Instant to, Duration interval) throws Exception {
        Row row = EngineUnderLoad.await(database.pool()
                        .preparedQuery(READ)
                        .execute(Tuple.of(
                                from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC), interval.toMillis() / 1e3)))
                .iterator()
                .next();
        return new Ticks(
                row.getLong("ticks"),
                row.getLong("expected"),
                millis(row, "p50"),
                millis(row, "p99"),
                millis(row, "most"));
    }

    Report report(Report report) {
        return report.value("ticks", count)
                .value("with_expectation", expected)
                .value("late_p50_ms", lateP50Millis)
                .value("late_p99_ms", lateP99Millis)
                .value("late_max_ms", lateMostMillis);
    }

    private static double millis(Row row, String column) {
        Double seconds = row.getDouble(column);
        return seconds == null ? Double.NaN : 1e3 * seconds;
    }
}
