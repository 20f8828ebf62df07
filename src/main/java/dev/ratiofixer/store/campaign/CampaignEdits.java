package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignStore.StaleEpoch;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.SpendGuard.ClientFacts;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.store.order.ClientSpend;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes changed terms, in one transaction with the look whether the limit of a new client leaves what the campaign
 * holds.
 */
final class CampaignEdits {
    private static final String LOCK =
            "SELECT client, lease_epoch FROM ratio_fixer_campaigns WHERE campaign_id = $1 FOR UPDATE";

    private static final String HELD = """
            SELECT coalesce(sum(o.held_micros), 0)::bigint AS total,
                   coalesce(sum(coalesce(late.today, 0)
                                + CASE WHEN o.spend_day = $2 THEN o.held_micros - coalesce(late.total, 0) ELSE 0 END),
                            0)::bigint AS today
            FROM youtube_ratio_fixer_orders o CROSS JOIN LATERAL (
                SELECT sum(d.held_micros) AS total, sum(d.held_micros) FILTER (WHERE d.day = $2) AS today
                FROM ratio_fixer_order_days d WHERE d.order_id = o.order_id) late
            WHERE o.campaign_id = $1 AND o.currency = $3
            """;

    private static final String UPDATE = """
            UPDATE ratio_fixer_campaigns
            SET campaign_name = $2, mode = $3, terms = $4::text::jsonb, started_at = $5,
                spend_max = $6, spend_currency = coalesce($7, spend_currency)
            WHERE campaign_id = $1
            """;

    private final SqlConnection connection;
    private final Campaign edited;
    private final LocalDate today;

    CampaignEdits(SqlConnection connection, Campaign edited, Instant now) {
        this.connection = connection;
        this.edited = edited;
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    Future<Optional<String>> write() {
        return connection.preparedQuery(LOCK).execute(Tuple.of(edited.id())).compose(rows -> {
            Row row = rows.size() == 0 ? null : rows.iterator().next();
            if (row == null || row.getLong("lease_epoch") != edited.epoch()) {
                return Future.failedFuture(new StaleEpoch(edited.id()));
            }
            String client = edited.terms().labels().client();
            Future<Optional<String>> looked = client == null || Objects.equals(client, row.getString("client"))
                    ? Future.succeededFuture(Optional.empty())
                    : refusal(client);
            return looked.compose(
                    refused -> refused.isPresent() ? Future.succeededFuture(refused) : update().map(refused));
        });
    }

    private Future<Optional<String>> refusal(String client) {
        return new ClientSpend(connection).ofClient(client, "", today).compose(facts -> {
            SpendLimits limits = facts.limits();
            return limits == null
                    ? Future.succeededFuture(Optional.empty())
                    : connection
                            .preparedQuery(HELD)
                            .execute(Tuple.of(
                                    edited.id(), today, limits.maxSpend().currency()))
                            .map(rows -> over(facts, limits, rows.iterator().next()));
        });
    }

    private static Optional<String> over(ClientFacts client, SpendLimits limits, Row own) {
        long total = Math.addExact(client.held(), own.getLong("total"));
        long day = Math.addExact(client.heldDay(), own.getLong("today"));
        boolean tooMuch = own.getLong("total") > 0 && total > limits.maxSpend().micros();
        boolean tooMuchToday =
                own.getLong("today") > 0 && day > limits.dailySpend().micros();
        if (!tooMuch && !tooMuchToday) {
            return Optional.empty();
        }
        Money limit = tooMuch ? limits.maxSpend() : limits.dailySpend();
        return Optional.of("with what this campaign has spent, client " + client.client() + " would be over its "
                + (tooMuch ? "max_spend" : "daily_spend") + " of " + limit);
    }

    private Future<Void> update() {
        SpendLimits limits = edited.terms().limits();
        return connection
                .preparedQuery(UPDATE)
                .execute(Tuple.of(
                        edited.id(),
                        edited.terms().campaignName(),
                        EnumText.of(edited.terms().mode()),
                        CampaignRow.TERMS.write(edited.terms()),
                        edited.startedAt().atOffset(ZoneOffset.UTC),
                        limits == null ? null : limits.maxSpend().micros(),
                        limits == null ? null : limits.maxSpend().currency()))
                .mapEmpty();
    }
}
