package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.campaign.CampaignStore.StaleEpoch;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.SpendGuard.ClientFacts;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.store.campaign.SnapshotWriter.SnapshotColumns;
import dev.ratiofixer.store.order.ClientSpend;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Inserts campaigns, many in one statement. Inserting one again finds it and changes nothing. */
public final class CampaignInserts {
    private static final int ATTEMPTS = 3;

    /** Skips what exists by id, by idempotency key or as a live campaign of the video. */
    private static final String INSERT_CAMPAIGNS = """
            WITH given AS (
                SELECT * FROM unnest(
                    $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                    $9::text[], $10::timestamptz[], $11::bigint[], $12::text[], $13::timestamptz[], $14::text[],
                    $15::text[], $16::timestamptz[], $17::timestamptz[], $18::timestamptz[], $19::timestamptz[],
                    $20::bigint[], $21::bigint[], $22::bigint[], $23::text[], $24::boolean[], $25::text[],
                    $26::bigint[], $27::bigint[], $28::bigint[], $29::bigint[], $30::bigint[], $31::bigint[],
                    $32::bigint[], $33::bigint[], $34::bigint[], $35::bigint[], $36::bigint[], $37::text[], $38::text[],
                    $39::text[], $40::timestamptz[], $41::timestamptz[], $42::timestamptz[], $43::text[],
                    $44::timestamptz[], $45::text[], $46::text[])
                AS t (campaign_id, campaign_name, idempotency_key, mode, terms, video_id, video_title, video_form,
                    video_category, video_published_at, video_millis, channel_id, started_at, node, status, stopped_at,
                    last_check, next_check, sampled_at, views, likes, comments, counting_regime, corrected, expectation,
                    desired_likes, desired_comments, shortfall_likes, shortfall_comments, ordered_likes,
                    ordered_comments, pending_likes, pending_comments, spend_reserved, spend_spent, spend_max,
                    spend_currency, problems, channel_knowledge, healthy_since, orders_asked_at, ask_again_at,
                    paused_by, paused_at, pause_reason, policy_answer)
            ), inserted AS (
                INSERT INTO ratio_fixer_campaigns (campaign_id, campaign_name, idempotency_key, mode, terms, video_id,
                    video_title, video_form, video_category, video_published_at, video_millis, channel_id, started_at,
                    lease_node, lease_life, status, stopped_at, last_check, next_check, sampled_at, views, likes, comments,
                    counting_regime, corrected, expectation, desired_likes, desired_comments, shortfall_likes,
                    shortfall_comments, ordered_likes, ordered_comments, pending_likes, pending_comments,
                    spend_reserved, spend_spent, spend_max, spend_currency, problems, channel_knowledge, healthy_since,
                    orders_asked_at, ask_again_at, paused_by, paused_at, pause_reason, policy_answer)
                SELECT g.campaign_id, g.campaign_name, g.idempotency_key, g.mode, g.terms::jsonb, g.video_id,
                    g.video_title, g.video_form, g.video_category, g.video_published_at, g.video_millis, g.channel_id,
                    g.started_at, coalesce(n.node, ''), coalesce(n.life, 0), g.status, g.stopped_at, g.last_check, g.next_check,
                    g.sampled_at, g.views, g.likes, g.comments, g.counting_regime, g.corrected, g.expectation::jsonb,
                    g.desired_likes, g.desired_comments, g.shortfall_likes, g.shortfall_comments, g.ordered_likes,
                    g.ordered_comments, g.pending_likes, g.pending_comments, g.spend_reserved, g.spend_spent,
                    g.spend_max, g.spend_currency, g.problems::jsonb, g.channel_knowledge::jsonb, g.healthy_since, g.orders_asked_at,
                    g.ask_again_at, g.paused_by, g.paused_at, g.pause_reason, g.policy_answer::jsonb
                FROM given g
                LEFT JOIN ratio_fixer_nodes n ON n.node = g.node
                ON CONFLICT DO NOTHING
                RETURNING campaign_id, lease_epoch
            )
            SELECT campaign_id, lease_epoch FROM inserted
            """;

    private static final String FIND_EXISTING = "SELECT " + CampaignRow.COLUMNS + """
            , c.idempotency_key
            FROM ratio_fixer_campaigns c
            WHERE c.campaign_id = ANY ($1) OR c.idempotency_key = ANY ($2)
                OR c.video_id = ANY ($3) AND c.status IN ('running', 'paused', 'scheduled')
            """;

    private final SqlClient client;

    public CampaignInserts(SqlClient client) {
        this.client = client;
    }

    /** What became of each, in the order given. */
    public Future<List<Inserted>> insert(List<NewCampaign> campaigns) {
        return attempt(campaigns, new HashMap<>(), ATTEMPTS)
                .map(outcomes -> campaigns.stream()
                        .map(each -> outcomes.get(each.campaign().id()))
                        .toList());
    }

    /** A campaign that was in the way may have ended before it could be read: then the new one fits. */
    private Future<Map<String, Inserted>> attempt(
            List<NewCampaign> campaigns, Map<String, Inserted> outcomes, int attempts) {
        if (campaigns.isEmpty()) {
            return Future.succeededFuture(outcomes);
        }
        if (attempts == 0) {
            return Future.failedFuture(new DatabaseException("the video's campaign changes too fast; try again"));
        }
        return insertNew(campaigns, outcomes)
                .compose(rest -> findExisting(rest, outcomes))
                .compose(rest -> attempt(rest, outcomes, attempts - 1));
    }

    private Future<List<NewCampaign>> insertNew(List<NewCampaign> campaigns, Map<String, Inserted> outcomes) {
        return client.preparedQuery(INSERT_CAMPAIGNS)
                .execute(columns(campaigns))
                .map(rows -> {
                    Map<String, Row> inserted = new HashMap<>();
                    rows.forEach(row -> inserted.put(row.getString("campaign_id"), row));
                    List<NewCampaign> rest = new ArrayList<>();
                    for (NewCampaign each : campaigns) {
                        Row row = inserted.get(each.campaign().id());
                        if (row == null) {
                            rest.add(each);
                        } else {
                            outcomes.put(each.campaign().id(), fresh(each, row));
                        }
                    }
                    return rest;
                });
    }

    private static Inserted fresh(NewCampaign each, Row row) {
        Campaign given = each.campaign();
        return new Inserted.Fresh(
                new Campaign(given.id(), row.getLong("lease_epoch"), given.video(), given.terms(), given.startedAt()));
    }

    private Future<List<NewCampaign>> findExisting(List<NewCampaign> rest, Map<String, Inserted> outcomes) {
        if (rest.isEmpty()) {
            return Future.succeededFuture(rest);
        }
        return client.preparedQuery(FIND_EXISTING).execute(keys(rest)).map(rows -> {
            Existing existing = new Existing();
            rows.forEach(existing::add);
            List<NewCampaign> again = new ArrayList<>();
            for (NewCampaign each : rest) {
                Inserted found = existing.of(each);
                if (found == null) {
                    again.add(each);
                } else {
                    outcomes.put(each.campaign().id(), found);
                }
            }
            return again;
        });
    }

    /** What stood in the way of an insert. */
    private static final class Existing {
        private final Map<String, CampaignView> byId = new HashMap<>();
        private final Map<String, CampaignView> byKey = new HashMap<>();
        private final Map<String, CampaignView> liveByVideo = new HashMap<>();

        void add(Row row) {
            CampaignView view = CampaignRow.view(row);
            byId.put(view.campaign().id(), view);
            String key = row.getString("idempotency_key");
            if (key != null) {
                byKey.put(key, view);
            }
            if (view.snapshot().status().isLive()) {
                liveByVideo.put(view.campaign().video().id().value(), view);
            }
        }

        @Nullable
        Inserted of(NewCampaign each) {
            CampaignView same = byId.get(each.campaign().id());
            if (same != null) {
                return new Inserted.Fresh(same.campaign());
            }
            CampaignView sameKey = each.idempotencyKey() == null ? null : byKey.get(each.idempotencyKey());
            if (sameKey != null) {
                return new Inserted.Existing(sameKey, true);
            }
            CampaignView live = liveByVideo.get(each.campaign().video().id().value());
            return live == null ? null : new Inserted.Existing(live, false);
        }
    }

    private static Tuple keys(List<NewCampaign> campaigns) {
        Set<String> ids = new HashSet<>();
        Set<String> keys = new HashSet<>();
        Set<String> videos = new HashSet<>();
        for (NewCampaign each : campaigns) {
            ids.add(each.campaign().id());
            videos.add(each.campaign().video().id().value());
            if (each.idempotencyKey() != null) {
                keys.add(each.idempotencyKey());
            }
        }
        return Tuple.of(ids.toArray(new String[0]), keys.toArray(new String[0]), videos.toArray(new String[0]));
    }

    private static Tuple columns(List<NewCampaign> campaigns) {
        Columns<NewCampaign> columns = new Columns<>(campaigns)
                .text(each -> each.campaign().id())
                .text(each -> each.campaign().terms().campaignName())
                .text(NewCampaign::idempotencyKey)
                .text(each -> EnumText.of(each.campaign().terms().mode()))
                .text(each -> CampaignRow.TERMS.write(each.campaign().terms()))
                .text(each -> each.campaign().video().id().value())
                .text(each -> each.campaign().video().title())
                .text(each -> EnumText.of(each.campaign().video().form()))
                .text(each -> EnumText.of(each.campaign().video().category()))
                .time(each -> each.campaign().video().publishedAt())
                .number(each -> CampaignRow.millis(each.campaign().video()))
                .text(each -> each.campaign().video().channelId())
                .time(each -> each.campaign().startedAt())
                .text(NewCampaign::node);
        return SnapshotColumns.addTo(columns, NewCampaign::snapshot).tuple();
    }

    /** A campaign that is to be inserted and leased to a node. */
    record NewCampaign(
            Campaign campaign,
            CampaignSnapshot snapshot,
            String node,
            @Nullable String idempotencyKey) {}

    /**
     * Writes changed terms, in one transaction with the look whether the limit of a new client leaves what the campaign
     * holds.
     */
    static final class CampaignEdits {
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
            boolean tooMuch =
                    own.getLong("total") > 0 && total > limits.maxSpend().micros();
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
}
