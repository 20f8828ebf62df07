package dev.ratiofixer.store.quota;

import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import dev.ratiofixer.google.ads.operations.OperationsLedger;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of Google Ads operations in PostgreSQL. A grant locks the ledger for its transaction, as it is a sum over
 * rows that must not grow meanwhile; a node asks every few minutes at most.
 */
public final class PgOperationsLedger implements OperationsLedger {
    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(hashtextextended('ratio_fixer_ads_operations', 0))
            """;
    private static final String FORGET = """
            DELETE FROM ratio_fixer_ads_operations WHERE counts_until <= $1
            """;
    private static final String USED = """
            SELECT purpose, sum(operations)::int AS operations,
                   min(counts_until) FILTER (WHERE operations > 0) AS next_free
            FROM ratio_fixer_ads_operations WHERE counts_until > $1 GROUP BY purpose
            """;
    private static final String GRANT = """
            INSERT INTO ratio_fixer_ads_operations AS o (counts_until, purpose, operations) VALUES ($1, $2, $3)
            ON CONFLICT (counts_until, purpose) DO UPDATE SET operations = o.operations + excluded.operations
            """;
    private static final String GIVE_BACK = """
            UPDATE ratio_fixer_ads_operations SET operations = operations - least(operations, $3::int)
            WHERE counts_until = $1 AND purpose = $2
            """;

    private final Pool pool;

    public PgOperationsLedger(Database database) {
        this.pool = database.pool();
    }

    @Override
    public Future<Grant> reserve(OperationPurpose purpose, int wanted, int ceiling, Instant now, Instant countsUntil) {
        return pool.withTransaction(connection -> connection
                .query(LOCK)
                .execute()
                .compose(locked -> connection.preparedQuery(FORGET).execute(Tuple.of(Columns.timestamp(now))))
                .compose(done -> connection.preparedQuery(USED).execute(Tuple.of(Columns.timestamp(now))))
                .compose(rows -> grant(connection, purpose, wanted, ceiling, countsUntil, rows)));
    }

    private static Future<Grant> grant(
            SqlConnection connection,
            OperationPurpose purpose,
            int wanted,
            int ceiling,
            Instant countsUntil,
            RowSet<Row> rows) {
        Used used = used(rows);
        int granted = Math.max(0, Math.min(wanted, ceiling - used.all()));
        Instant nextFree = nextFree(rows);
        if (granted == 0) {
            return Future.succeededFuture(new Grant(0, used, nextFree));
        }
        return connection
                .preparedQuery(GRANT)
                .execute(Tuple.of(Columns.timestamp(countsUntil), purpose.key(), granted))
                .map(done -> new Grant(granted, used.plus(purpose, granted), nextFree));
    }

    @Override
    public Future<Void> giveBack(OperationPurpose purpose, int operations, Instant countsUntil) {
        return pool.preparedQuery(GIVE_BACK)
                .execute(Tuple.of(Columns.timestamp(countsUntil), purpose.key(), operations))
                .mapEmpty();
    }

    private static Used used(RowSet<Row> rows) {
        Map<OperationPurpose, Integer> used = new EnumMap<>(OperationPurpose.class);
        rows.forEach(row -> Arrays.stream(OperationPurpose.values())
                .filter(purpose -> purpose.key().equals(row.getString("purpose")))
                .forEach(purpose -> used.put(purpose, row.getInteger("operations"))));
        return new Used(used);
    }

    private static @Nullable Instant nextFree(RowSet<Row> rows) {
        Instant first = null;
        for (Row row : rows) {
            OffsetDateTime at = row.getOffsetDateTime("next_free");
            if (at != null && (first == null || at.toInstant().isBefore(first))) {
                first = at.toInstant();
            }
        }
        return first;
    }
}
