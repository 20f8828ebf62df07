package dev.ratiofixer.store.sample;

import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets statistics that may be kept no longer: days of samples, dropped whole, the last readings of campaigns that
 * ended or have been paused for so long, readings of uploads of channels that are not read any more, and days of the
 * owners' analytics.
 */
public final class SampleRetention {
    private static final Logger log = LoggerFactory.getLogger(SampleRetention.class);

    /** A day is dropped when its first sample is about to become too old, so that none of it ever is. */
    private static final Duration AHEAD = Duration.ofHours(6);

    /** The partitions of days before one; names are as the migration makes them. */
    private static final String FIND_OLD_PARTITIONS = """
            SELECT c.relname
            FROM pg_inherits i
            JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'youtube_campaign_samples'::regclass
              AND c.relname ~ '^youtube_campaign_samples_[0-9]{8}$'
              AND to_date(right(c.relname, 8), 'YYYYMMDD') < $1
            ORDER BY c.relname
            """;

    private static final String FORGET_LAST_READINGS = """
            UPDATE ratio_fixer_campaigns
            SET sampled_at = NULL, views = NULL, likes = NULL, comments = NULL, counting_regime = NULL, corrected = NULL,
                expectation = NULL, desired_likes = NULL, desired_comments = NULL, shortfall_likes = 0,
                shortfall_comments = 0, channel_knowledge = NULL, policy_answer = NULL
            WHERE sampled_at < $1 AND status <> 'running'
            """;

    private static final String FORGET_UPLOAD_READINGS = "DELETE FROM ratio_fixer_upload_readings WHERE oldest_at < $1";

    private static final String FORGET_DECISIONS = "DELETE FROM ratio_fixer_decisions WHERE last_at < $1";

    private static final String FORGET_INPUTS = "DELETE FROM ratio_fixer_policy_inputs WHERE at < $1";

    private static final String FORGET_WISHES = "DELETE FROM ratio_fixer_money_wishes WHERE at < $1";

    /** A look goes by the hours of sixty days. */
    private static final String FORGET_ADS_HOURS =
            "DELETE FROM ratio_fixer_ads_hours WHERE hour < $1::timestamptz - interval '60 days'";

    private static final String FORGET_FACTS = """
            DELETE FROM ratio_fixer_policy_facts WHERE last_used < ($1::timestamptz AT TIME ZONE 'UTC')::date
            """;

    private static final String FORGET_ANALYTICS_DAYS = "DELETE FROM ratio_fixer_analytics_days WHERE day <= $1";

    private static final String FORGET_ANALYTICS_SOURCES = "DELETE FROM ratio_fixer_analytics_sources WHERE day <= $1";

    private static final String FORGET_ANALYTICS_VIDEOS =
            "DELETE FROM ratio_fixer_analytics_videos WHERE fetched_on <= $1";

    private final Database database;

    public SampleRetention(Database database) {
        this.database = database;
    }

    /**
     * Drops every day, but today, that has a sample of {@code now - retention} or older, or will have within six hours:
     * call it at least as often. It waits no more than two seconds for a reader, and fails then: call it again soon.
     *
     * @param now the engine's clock
     * @return how many days it dropped
     */
    public Future<Integer> drop(Instant now, Duration retention) {
        OffsetDateTime limit = now.plus(AHEAD).minus(retention).atOffset(ZoneOffset.UTC);
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate first = limit.toLocalDate().plusDays(1);
        LocalDate kept = first.isBefore(today) ? first : today;
        return database.pool()
                .withConnection(connection -> connection
                        .preparedQuery(FIND_OLD_PARTITIONS)
                        .execute(Tuple.of(kept))
                        .compose(rows -> {
                            List<String> names = new ArrayList<>();
                            for (Row row : rows) {
                                names.add(row.getString(0));
                            }
                            return drop(connection, names);
                        })
                        .compose(dropped -> connection
                                .preparedQuery(FORGET_LAST_READINGS)
                                .execute(Tuple.of(limit))
                                .compose(done -> connection
                                        .preparedQuery(FORGET_UPLOAD_READINGS)
                                        .execute(Tuple.of(limit)))
                                .compose(done -> connection
                                        .preparedQuery(FORGET_DECISIONS)
                                        .execute(Tuple.of(limit)))
                                .compose(done -> forgetInputs(connection, limit))
                                .compose(done -> dropAnalytics(
                                        connection,
                                        PacificDay.of(limit.toInstant()).date()))
                                .map(dropped)));
    }

    /** @param last the day that begins before what may be kept */
    private static Future<?> dropAnalytics(SqlConnection connection, LocalDate last) {
        return connection
                .preparedQuery(FORGET_ANALYTICS_DAYS)
                .execute(Tuple.of(last))
                .compose(done ->
                        connection.preparedQuery(FORGET_ANALYTICS_SOURCES).execute(Tuple.of(last)))
                .compose(done ->
                        connection.preparedQuery(FORGET_ANALYTICS_VIDEOS).execute(Tuple.of(last)));
    }

    /** What the policy knew goes with the samples that it was asked on. */
    private static Future<?> forgetInputs(SqlConnection connection, OffsetDateTime limit) {
        return connection
                .preparedQuery(FORGET_INPUTS)
                .execute(Tuple.of(limit))
                .compose(done -> connection.preparedQuery(FORGET_ADS_HOURS).execute(Tuple.of(limit)))
                .compose(done -> connection.preparedQuery(FORGET_FACTS).execute(Tuple.of(limit)))
                .compose(done -> connection.preparedQuery(FORGET_WISHES).execute(Tuple.of(limit)));
    }

    private static Future<Integer> drop(SqlConnection connection, List<String> partitions) {
        Future<?> dropped = connection.query("SET lock_timeout = '2s'").execute();
        for (String partition : partitions) {
            dropped = dropped.compose(before ->
                            connection.query("DROP TABLE " + partition).execute())
                    .onSuccess(gone -> log.info("retention dropped partition={}", partition));
        }
        return dropped.eventually(() -> connection.query("RESET lock_timeout").execute())
                .map(done -> partitions.size());
    }

    /**
     * Drops the samples that may not be kept: at the start, every few hours of the engine's time, and as soon as it is
     * asked to. What failed is tried again within a quarter of an hour. Any thread.
     */
    public static final class SampleRetentionJob {
        private static final Logger LOG = LoggerFactory.getLogger(SampleRetentionJob.class);
        private static final Duration CHECK = Duration.ofHours(6);
        private static final Duration AGAIN = Duration.ofMinutes(15);

        /**
         * How the last run went.
         *
         * @param at when samples were last dropped as they have to be, {@code null} if never
         * @param failure why the last run failed, {@code null} if it did not
         */
        public record LastRun(
                @Nullable Instant at, @Nullable String failure) {}

        private final SampleRetention samples;
        private final InstantSource clock;
        private final Supplier<Duration> retention;
        private final RepeatingTask work;
        private volatile boolean started;
        private LastRun last = new LastRun(null, null);

        /** @param retention asked at each run: how long samples may be kept */
        public SampleRetentionJob(
                SampleRetention samples, InstantSource clock, Timers timers, Supplier<Duration> retention) {
            this.samples = samples;
            this.clock = clock;
            this.retention = retention;
            this.work = new RepeatingTask(timers, this::pause, this::drop);
        }

        /** Runs for the first time. */
        public void start() {
            started = true;
            work.now();
        }

        /** Runs now, not at the next turn; after a run that is under way. */
        public void runSoon() {
            if (started) {
                work.now();
            }
        }

        /** Returns how the last run went. */
        public synchronized LastRun lastRun() {
            return last;
        }

        private Future<Void> drop() {
            Instant now = clock.instant();
            return samples.drop(now, retention.get())
                    .onSuccess(dropped -> ran(now, null))
                    .onFailure(failed -> ran(now, failed))
                    .mapEmpty();
        }

        private synchronized Duration pause() {
            return last.failure() == null ? CHECK : AGAIN;
        }

        private synchronized void ran(Instant at, @Nullable Throwable failed) {
            if (failed == null) {
                last = new LastRun(at, null);
                return;
            }
            if (last.failure() == null) {
                LOG.warn("old samples stay until the next check: {}", failed.getMessage());
            }
            last = new LastRun(last.at(), String.valueOf(failed.getMessage()));
        }

        /** Runs no more. */
        public Future<Void> stop() {
            work.stop();
            return Future.succeededFuture();
        }
    }
}
