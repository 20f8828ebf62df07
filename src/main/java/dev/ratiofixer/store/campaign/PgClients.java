package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.StatementFailures;
import dev.ratiofixer.store.order.ClientSpend;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clients in {@code ratio_fixer_clients}. Any context may call. */
public final class PgClients implements ClientDirectory {
    /** Sums by currency: nothing of two currencies is ever added. */
    private static final String TOTALS = """
            SELECT k.client_id, k.name, k.max_micros, k.daily_micros, k.currency, k.changed_at, k.changed_by,
                   (SELECT count(*)::int FROM ratio_fixer_campaigns c WHERE c.client = k.client_id) AS campaigns,
                   (SELECT count(*)::int FROM ratio_fixer_campaigns c
                    WHERE c.client = k.client_id AND c.status IN ('running', 'paused', 'scheduled')) AS live,
                   coalesce(held.total, '{}') AS held, coalesce(held.today, '{}') AS held_today
            FROM ratio_fixer_clients k
            LEFT JOIN LATERAL (
                SELECT jsonb_object_agg(currency, total)::text AS total, jsonb_object_agg(currency, today)::text AS today
                FROM (
                    SELECT o.currency, sum(o.held_micros)::bigint AS total,
                           sum(coalesce(late.today, 0)
                               + CASE WHEN o.spend_day = $2 THEN o.held_micros - coalesce(late.total, 0) ELSE 0 END)::bigint
                               AS today
                    FROM ratio_fixer_campaigns c
                    JOIN youtube_ratio_fixer_orders o ON o.campaign_id = c.campaign_id
                    CROSS JOIN LATERAL (
                        SELECT sum(d.held_micros) AS total, sum(d.held_micros) FILTER (WHERE d.day = $2) AS today
                        FROM ratio_fixer_order_days d WHERE d.order_id = o.order_id) late
                    WHERE c.client = k.client_id AND o.held_micros > 0
                    GROUP BY o.currency) AS sums) held ON true
            WHERE $1::text IS NULL OR k.client_id = $1
            ORDER BY k.client_id
            """;

    private static final String PUT = """
            INSERT INTO ratio_fixer_clients (client_id, name, max_micros, daily_micros, currency, changed_at, changed_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (client_id) DO UPDATE
            SET name = excluded.name, max_micros = excluded.max_micros, daily_micros = excluded.daily_micros,
                currency = excluded.currency, changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """;

    private static final String OF_CAMPAIGNS = """
            SELECT campaign_id AS id, coalesce(client, '') AS client FROM ratio_fixer_campaigns WHERE campaign_id = ANY ($1)
            """;

    private static final String OF_ORDERS = """
            SELECT o.order_id AS id, coalesce(c.client, '') AS client
            FROM youtube_ratio_fixer_orders o LEFT JOIN ratio_fixer_campaigns c ON c.campaign_id = o.campaign_id
            WHERE o.order_id = ANY ($1)
            """;

    private static final String HAS_CHANNEL =
            "SELECT EXISTS (SELECT FROM ratio_fixer_campaigns WHERE client = $1 AND channel_id = $2) AS has";

    private final Database database;

    public PgClients(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<ClientTotals>> all(Instant now) {
        return totals(null, now);
    }

    @Override
    public Future<Optional<ClientTotals>> find(String clientId, Instant now) {
        return totals(clientId, now).map(found -> found.stream().findFirst());
    }

    private Future<List<ClientTotals>> totals(@Nullable String clientId, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return rows(TOTALS, Tuple.of(clientId, today)).map(rows -> {
            List<ClientTotals> clients = new ArrayList<>(rows.size());
            rows.forEach(row -> clients.add(totals(row)));
            return clients;
        });
    }

    private static ClientTotals totals(Row row) {
        Client client = new Client(
                row.getString("client_id"),
                row.getString("name"),
                ClientSpend.limits(row),
                row.getOffsetDateTime("changed_at").toInstant(),
                row.getString("changed_by"));
        return new ClientTotals(
                client,
                row.getInteger("campaigns"),
                row.getInteger("live"),
                money(row.getString("held")),
                money(row.getString("held_today")));
    }

    private static List<Money> money(String byCurrency) {
        return new JsonObject(byCurrency)
                .stream()
                        .map(entry -> new Money(((Number) entry.getValue()).longValue(), entry.getKey()))
                        .toList();
    }

    @Override
    public Future<Void> put(Client client) {
        SpendLimits limits = client.limits();
        return database.pool()
                .preparedQuery(PUT)
                .execute(Tuple.of(
                        client.id(),
                        PlainText.storable(client.name()),
                        limits == null ? null : limits.maxSpend().micros(),
                        limits == null ? null : limits.dailySpend().micros(),
                        limits == null ? null : limits.maxSpend().currency(),
                        client.changedAt().atOffset(ZoneOffset.UTC),
                        PlainText.storable(client.changedBy())))
                .<Void>mapEmpty()
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<Map<String, String>> ofCampaigns(List<String> campaignIds) {
        return owners(OF_CAMPAIGNS, campaignIds);
    }

    @Override
    public Future<Map<String, String>> ofOrders(List<String> orderIds) {
        return owners(OF_ORDERS, orderIds);
    }

    private Future<Map<String, String>> owners(String sql, List<String> ids) {
        return rows(sql, Tuple.of(ids.toArray(String[]::new))).map(rows -> {
            Map<String, String> owners = new HashMap<>();
            rows.forEach(row -> owners.put(row.getString("id"), row.getString("client")));
            return owners;
        });
    }

    @Override
    public Future<Boolean> hasChannel(String clientId, String channelId) {
        return rows(HAS_CHANNEL, Tuple.of(clientId, channelId))
                .map(rows -> rows.iterator().next().getBoolean("has"));
    }

    private Future<RowSet<Row>> rows(String sql, Tuple arguments) {
        return database.reads().preparedQuery(sql).execute(arguments).recover(StatementFailures::refused);
    }
}
