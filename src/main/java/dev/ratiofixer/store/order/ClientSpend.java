package dev.ratiofixer.store.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.SpendGuard.ClientFacts;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the campaigns of a client hold together, inside a transaction: the client's row stays locked, so that two
 * campaigns cannot both take what is left of its limit. Who locks a campaign's row locks it before.
 */
public final class ClientSpend {
    private static final String LOCK = """
            SELECT max_micros, daily_micros, currency FROM ratio_fixer_clients WHERE client_id = $1 FOR UPDATE
            """;

    /** As of a single campaign: overdue budgets hold something on each day since. */
    private static final String HELD = """
            SELECT coalesce(sum(o.held_micros), 0)::bigint AS total,
                   coalesce(sum(coalesce(late.today, 0)
                                + CASE WHEN o.spend_day = $3 THEN o.held_micros - coalesce(late.total, 0) ELSE 0 END),
                            0)::bigint AS today
            FROM ratio_fixer_campaigns c
            JOIN youtube_ratio_fixer_orders o ON o.campaign_id = c.campaign_id
            CROSS JOIN LATERAL (
                SELECT sum(d.held_micros) AS total, sum(d.held_micros) FILTER (WHERE d.day = $3) AS today
                FROM ratio_fixer_order_days d WHERE d.order_id = o.order_id) late
            WHERE c.client = $1 AND o.order_id <> $2 AND o.currency = $4
            """;

    private final SqlConnection connection;

    public ClientSpend(SqlConnection connection) {
        this.connection = connection;
    }

    /**
     * Facts of a client.
     *
     * @param orderId the order that does not count, {@code ""} for none
     */
    public Future<ClientFacts> ofClient(String client, String orderId, LocalDate day) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(client)).compose(rows -> {
            SpendLimits limits =
                    rows.size() == 0 ? null : limits(rows.iterator().next());
            return limits == null
                    ? Future.succeededFuture(new ClientFacts(client, null, 0, 0))
                    : connection
                            .preparedQuery(HELD)
                            .execute(Tuple.of(
                                    client, orderId, day, limits.maxSpend().currency()))
                            .map(held -> held.iterator().next())
                            .map(held -> new ClientFacts(client, limits, held.getLong("total"), held.getLong("today")));
        });
    }

    /** The limits in columns {@code max_micros}, {@code daily_micros}, {@code currency}. */
    public static @Nullable SpendLimits limits(Row row) {
        String currency = row.getString("currency");
        return currency == null
                ? null
                : new SpendLimits(
                        new Money(row.getLong("max_micros"), currency),
                        new Money(row.getLong("daily_micros"), currency));
    }
}
