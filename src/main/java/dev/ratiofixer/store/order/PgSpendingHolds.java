package dev.ratiofixer.store.order;

import dev.ratiofixer.smm.api.SpendingHold;
import dev.ratiofixer.smm.api.SpendingHolds;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Holds of campaigns in PostgreSQL. */
public final class PgSpendingHolds implements SpendingHolds {
    private static final String NEWEST = """
            SELECT campaign_id, order_id, found, since, reason, changed_by, released_at, released_by
            FROM ratio_fixer_spending_holds WHERE campaign_id = $1
            ORDER BY released_at IS NULL DESC, since DESC LIMIT 1
            """;
    private static final String KEEP = """
            INSERT INTO ratio_fixer_spending_holds AS h (campaign_id, order_id, found, since, reason, changed_by)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (campaign_id, order_id, found) DO UPDATE
            SET reason = excluded.reason, changed_by = excluded.changed_by WHERE h.changed_by IS NULL
            """;
    private static final String RELEASE = """
            UPDATE ratio_fixer_spending_holds SET released_at = $4, released_by = $2, release_note = $3
            WHERE campaign_id = $1 AND released_at IS NULL
            """;

    private final Pool pool;

    public PgSpendingHolds(Database database) {
        this.pool = database.pool();
    }

    @Override
    public Future<Optional<SpendingHold>> newest(String campaignId) {
        return pool.preparedQuery(NEWEST).execute(Tuple.of(campaignId)).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? Optional.of(hold(found.next())) : Optional.empty();
        });
    }

    @Override
    public Future<Void> keep(SpendingHold hold) {
        return pool.preparedQuery(KEEP)
                .execute(Tuple.of(
                        hold.campaignId(),
                        hold.orderId(),
                        PlainText.storable(hold.found()),
                        hold.since().atOffset(ZoneOffset.UTC),
                        PlainText.storable(hold.reason()),
                        PlainText.storable(hold.changedBy())))
                .mapEmpty();
    }

    @Override
    public Future<Void> release(String campaignId, String by, String note, Instant at) {
        return pool.preparedQuery(RELEASE)
                .execute(Tuple.of(
                        campaignId, PlainText.storable(by), PlainText.storable(note), at.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    private static SpendingHold hold(Row row) {
        return new SpendingHold(
                row.getString("campaign_id"),
                row.getString("order_id"),
                row.getOffsetDateTime("since").toInstant(),
                row.getString("reason"),
                row.getString("found"),
                row.getString("changed_by"),
                Columns.instant(row, "released_at"),
                row.getString("released_by"));
    }
}
