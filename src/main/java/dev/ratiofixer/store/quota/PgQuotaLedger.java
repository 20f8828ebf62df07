package dev.ratiofixer.store.quota;

import dev.ratiofixer.store.Database;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import dev.ratiofixer.youtube.quota.QuotaLedger.QuotaBucket;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** The quota ledger in PostgreSQL. Every change is one statement on one row, so no two nodes get the same unit. */
public final class PgQuotaLedger implements QuotaLedger {
    private static final String RESERVE = """
            INSERT INTO ratio_fixer_quota AS q (day, bucket, used, last_grant)
            VALUES ($1, $2, least($3::int, $4::int), least($3::int, $4::int))
            ON CONFLICT (day, bucket) DO UPDATE
            SET last_grant = CASE WHEN q.exhausted THEN 0 ELSE greatest(0, least($3::int, $4::int - q.used)) END,
                used = q.used
                    + CASE WHEN q.exhausted THEN 0 ELSE greatest(0, least($3::int, $4::int - q.used)) END
            RETURNING last_grant, CASE WHEN exhausted THEN 0 ELSE greatest(0, $4::int - used) END AS remaining, exhausted
            """;
    private static final String GIVE_BACK = """
            UPDATE ratio_fixer_quota SET used = used - least(used, $3::int) WHERE day = $1 AND bucket = $2
            """;
    private static final String EXHAUST = """
            INSERT INTO ratio_fixer_quota (day, bucket, used, last_grant, exhausted) VALUES ($1, $2, 0, 0, true)
            ON CONFLICT (day, bucket) DO UPDATE SET exhausted = true
            """;

    private static final String REOPEN = """
            UPDATE ratio_fixer_quota SET exhausted = false WHERE day = $1 AND bucket = $2
            """;

    private final SqlClient client;

    public PgQuotaLedger(Database database) {
        this.client = database.pool();
    }

    @Override
    public Future<Grant> reserve(PacificDay day, QuotaBucket bucket, int wanted, int limit) {
        return client.preparedQuery(RESERVE)
                .execute(Tuple.of(day.date(), bucket.key(), wanted, limit))
                .map(rows -> grant(rows.iterator().next()));
    }

    @Override
    public Future<Void> giveBack(PacificDay day, QuotaBucket bucket, int units) {
        return client.preparedQuery(GIVE_BACK)
                .execute(Tuple.of(day.date(), bucket.key(), units))
                .mapEmpty();
    }

    @Override
    public Future<Void> exhaust(PacificDay day, QuotaBucket bucket) {
        return client.preparedQuery(EXHAUST)
                .execute(Tuple.of(day.date(), bucket.key()))
                .mapEmpty();
    }

    @Override
    public Future<Void> reopen(PacificDay day, QuotaBucket bucket) {
        return client.preparedQuery(REOPEN)
                .execute(Tuple.of(day.date(), bucket.key()))
                .mapEmpty();
    }

    private static Grant grant(Row row) {
        return new Grant(row.getInteger("last_grant"), row.getInteger("remaining"), row.getBoolean("exhausted"));
    }
}
