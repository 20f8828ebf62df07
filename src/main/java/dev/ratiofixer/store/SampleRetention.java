package dev.ratiofixer.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops whole days of samples that may be kept no longer. */
public final class SampleRetention {
    private static final Logger log = LoggerFactory.getLogger(SampleRetention.class);

    /** The partitions whose day ended at or before a day's begin; names are as the migration makes them. */
    private static final String FIND_OLD_PARTITIONS = """
            SELECT c.relname
            FROM pg_inherits i
            JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'youtube_campaign_samples'::regclass
              AND c.relname ~ '^youtube_campaign_samples_[0-9]{8}$'
              AND to_date(right(c.relname, 8), 'YYYYMMDD') < $1
            ORDER BY c.relname
            """;

    private final Database database;

    public SampleRetention(Database database) {
        this.database = database;
    }

    /**
     * Drops every day that lies wholly before {@code now - retention}; a sample lives at most a day longer than that.
     * It waits no more than two seconds for a reader, and fails then: call it again later.
     *
     * @param now the engine's clock
     * @return how many days it dropped
     */
    public Future<Integer> drop(Instant now, Duration retention) {
        LocalDate oldest = now.minus(retention).atOffset(ZoneOffset.UTC).toLocalDate();
        return database.pool()
                .withConnection(connection -> connection
                        .preparedQuery(FIND_OLD_PARTITIONS)
                        .execute(Tuple.of(oldest))
                        .compose(rows -> {
                            List<String> names = new ArrayList<>();
                            for (Row row : rows) {
                                names.add(row.getString(0));
                            }
                            return drop(connection, names);
                        }));
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
}
