package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.store.campaign.WriteBehindBuffer.PendingSnapshot;
import dev.ratiofixer.video.Sample;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes snapshots of many campaigns in one statement, each under its epoch. */
public final class SnapshotWriter {
    /** Updates the campaigns; answers whose epoch is old. */
    private static final String WRITE_SNAPSHOTS = """
            WITH given AS (
                SELECT * FROM unnest(
                    $1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::timestamptz[], $6::timestamptz[],
                    $7::timestamptz[], $8::timestamptz[], $9::bigint[], $10::bigint[], $11::bigint[], $12::text[],
                    $13::boolean[], $14::text[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[],
                    $19::bigint[], $20::bigint[], $21::bigint[], $22::bigint[], $23::bigint[], $24::bigint[],
                    $25::bigint[], $26::text[], $27::text[], $28::text[], $29::timestamptz[], $30::timestamptz[],
                    $31::timestamptz[], $32::text[], $33::timestamptz[], $34::text[], $35::text[])
                AS t (campaign_id, epoch, revision, status, stopped_at, last_check, next_check, sampled_at, views, likes,
                    comments, counting_regime, corrected, expectation, desired_likes, desired_comments,
                    shortfall_likes, shortfall_comments, ordered_likes, ordered_comments, pending_likes,
                    pending_comments, spend_reserved, spend_spent, spend_max, spend_currency, problems, channel_knowledge,
                    healthy_since, orders_asked_at, ask_again_at, paused_by, paused_at, pause_reason, policy_answer)
            ), written AS (
                UPDATE ratio_fixer_campaigns c
                SET revision = g.revision, status = g.status, stopped_at = g.stopped_at, last_check = g.last_check,
                    next_check = g.next_check, sampled_at = g.sampled_at, views = g.views, likes = g.likes,
                    comments = g.comments, counting_regime = g.counting_regime, corrected = g.corrected,
                    expectation = g.expectation::jsonb, desired_likes = g.desired_likes,
                    desired_comments = g.desired_comments, shortfall_likes = g.shortfall_likes,
                    shortfall_comments = g.shortfall_comments, ordered_likes = g.ordered_likes,
                    ordered_comments = g.ordered_comments, pending_likes = g.pending_likes,
                    pending_comments = g.pending_comments, spend_reserved = g.spend_reserved,
                    spend_spent = g.spend_spent, spend_max = g.spend_max, spend_currency = g.spend_currency,
                    problems = g.problems::jsonb, channel_knowledge = g.channel_knowledge::jsonb, healthy_since = g.healthy_since,
                    orders_asked_at = g.orders_asked_at, ask_again_at = g.ask_again_at, paused_by = g.paused_by,
                    paused_at = g.paused_at, pause_reason = g.pause_reason, policy_answer = g.policy_answer::jsonb
                FROM given g
                WHERE c.campaign_id = g.campaign_id AND c.lease_epoch = g.epoch AND c.revision < g.revision
            )
            SELECT g.campaign_id
            FROM given g
            LEFT JOIN ratio_fixer_campaigns c ON c.campaign_id = g.campaign_id AND c.lease_epoch = g.epoch
            WHERE c.campaign_id IS NULL
            """;

    /**
     * Updates what a tick changes. The row's other values, the largest among them, are neither sent nor compressed
     * again.
     */
    private static final String WRITE_TICKS = """
            WITH given AS (
                SELECT * FROM unnest(
                    $1::text[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[],
                    $7::bigint[], $8::bigint[], $9::bigint[], $10::text[], $11::boolean[], $12::text[], $13::bigint[],
                    $14::bigint[], $15::bigint[], $16::bigint[], $17::timestamptz[])
                AS t (campaign_id, epoch, revision, last_check, next_check, sampled_at, views, likes, comments,
                    counting_regime, corrected, expectation, desired_likes, desired_comments, shortfall_likes,
                    shortfall_comments, healthy_since)
            ), written AS (
                UPDATE ratio_fixer_campaigns c
                SET revision = g.revision, last_check = g.last_check, next_check = g.next_check,
                    sampled_at = g.sampled_at, views = g.views, likes = g.likes, comments = g.comments,
                    counting_regime = g.counting_regime, corrected = g.corrected, expectation = g.expectation::jsonb,
                    desired_likes = g.desired_likes, desired_comments = g.desired_comments,
                    shortfall_likes = g.shortfall_likes, shortfall_comments = g.shortfall_comments,
                    healthy_since = g.healthy_since
                FROM given g
                WHERE c.campaign_id = g.campaign_id AND c.lease_epoch = g.epoch AND c.revision < g.revision
            )
            SELECT g.campaign_id
            FROM given g
            LEFT JOIN ratio_fixer_campaigns c ON c.campaign_id = g.campaign_id AND c.lease_epoch = g.epoch
            WHERE c.campaign_id IS NULL
            """;

    private static final String WRITE_FACTS = """
            UPDATE ratio_fixer_campaigns c
            SET video_title = g.title, video_form = g.form, video_category = g.category,
                video_published_at = g.published_at, video_millis = g.millis, channel_id = g.channel_id
            FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::bigint[],
                $8::text[])
                AS g (campaign_id, epoch, title, form, category, published_at, millis, channel_id)
            WHERE c.campaign_id = g.campaign_id AND c.lease_epoch = g.epoch
            """;

    private final SqlClient client;

    public SnapshotWriter(SqlClient client) {
        this.client = client;
    }

    /**
     * Writes them; an earlier revision than the stored one is skipped.
     *
     * @param ticks at most one of each campaign
     * @return the ids whose epoch is not the lease's any more; those were not written
     */
    public Future<Set<String>> write(List<PendingSnapshot> ticks) {
        List<PendingSnapshot> whole =
                ticks.stream().filter(PendingSnapshot::whole).toList();
        List<PendingSnapshot> light =
                ticks.stream().filter(tick -> !tick.whole()).toList();
        Set<String> stale = new HashSet<>();
        return write(WRITE_SNAPSHOTS, whole, SnapshotColumns::addTo, stale)
                .compose(written -> write(WRITE_TICKS, light, SnapshotColumns::addTick, stale))
                .map(stale);
    }

    private Future<Void> write(String sql, List<PendingSnapshot> ticks, RowColumns columns, Set<String> stale) {
        if (ticks.isEmpty()) {
            return Future.succeededFuture();
        }
        Columns<PendingSnapshot> identity = new Columns<>(ticks)
                .text(tick -> tick.campaign().id())
                .number(tick -> tick.campaign().epoch())
                .number(PendingSnapshot::revision);
        return client.preparedQuery(sql)
                .execute(columns.addTo(identity, PendingSnapshot::snapshot).tuple())
                .onSuccess(rows -> rows.forEach(row -> stale.add(row.getString(0))))
                .mapEmpty();
    }

    private interface RowColumns {
        Columns<PendingSnapshot> addTo(
                Columns<PendingSnapshot> columns, Function<PendingSnapshot, CampaignSnapshot> snapshot);
    }

    /** Writes what the videos of campaigns are by now; under an epoch that is not the lease's it changes nothing. */
    public Future<Void> writeFacts(List<Campaign> campaigns) {
        Columns<Campaign> columns = new Columns<>(campaigns).text(Campaign::id).number(Campaign::epoch);
        return client.preparedQuery(WRITE_FACTS)
                .execute(columns.text(campaign -> campaign.video().title())
                        .text(campaign -> EnumText.of(campaign.video().form()))
                        .text(campaign -> EnumText.of(campaign.video().category()))
                        .time(campaign -> campaign.video().publishedAt())
                        .number(campaign -> CampaignRow.millis(campaign.video()))
                        .text(campaign -> campaign.video().channelId())
                        .tuple())
                .mapEmpty();
    }

    /** The columns of a snapshot, in the order in which the statements that write them name them. */
    static final class SnapshotColumns<T> {
        private final Columns<T> columns;
        private final Function<T, CampaignSnapshot> snapshot;

        private SnapshotColumns(Columns<T> columns, Function<T, CampaignSnapshot> snapshot) {
            this.columns = columns;
            this.snapshot = snapshot;
        }

        static <T> Columns<T> addTo(Columns<T> columns, Function<T, CampaignSnapshot> snapshot) {
            SnapshotColumns<T> adding = new SnapshotColumns<>(columns, snapshot);
            adding.addState();
            adding.addSample();
            adding.addTargets();
            adding.addOrders();
            adding.addSpend();
            columns.text(row -> problems(snapshot.apply(row)));
            adding.addMemory();
            return columns;
        }

        static <T> Columns<T> addTick(Columns<T> columns, Function<T, CampaignSnapshot> snapshot) {
            SnapshotColumns<T> adding = new SnapshotColumns<>(columns, snapshot);
            columns.time(row -> snapshot.apply(row).lastCheck())
                    .time(row -> snapshot.apply(row).nextCheck());
            adding.addSample();
            adding.addTargets();
            return columns.time(row -> snapshot.apply(row).healthySince());
        }

        /** What a campaign goes on with after a restart. */
        private void addMemory() {
            columns.text(row -> CampaignRow.CHANNEL.write(snapshot.apply(row).channel()))
                    .time(row -> snapshot.apply(row).healthySince())
                    .time(row -> orNull(snapshot.apply(row).asked().last()))
                    .time(row -> orNull(snapshot.apply(row).asked().again()))
                    .text(pause(PersonPause::by))
                    .time(pause(PersonPause::at))
                    .text(pause(PersonPause::reason))
                    .text(row -> answer(snapshot.apply(row)));
        }

        private static @Nullable String answer(CampaignSnapshot snapshot) {
            PolicyDecision answer = snapshot.asked().answer();
            return answer == null ? null : CampaignRow.ANSWER.write(answer);
        }

        private <V> Function<T, @Nullable V> pause(Function<PersonPause, V> field) {
            return row -> {
                PersonPause pause = snapshot.apply(row).pausedBy();
                return pause == null ? null : field.apply(pause);
            };
        }

        private static @Nullable Instant orNull(Instant at) {
            return at.equals(Instant.EPOCH) ? null : at;
        }

        private void addState() {
            columns.text(row -> EnumText.of(snapshot.apply(row).status()))
                    .time(row -> snapshot.apply(row).stoppedAt())
                    .time(row -> snapshot.apply(row).lastCheck())
                    .time(row -> snapshot.apply(row).nextCheck());
        }

        private void addSample() {
            columns.time(sample(Sample::at))
                    .number(sample(sample -> sample.counters().views()))
                    .number(sample(sample -> sample.counters().likes()))
                    .number(sample(sample -> sample.counters().comments()))
                    .text(sample(sample -> EnumText.of(sample.countingRegime())))
                    .flag(sample(Sample::corrected));
        }

        private void addTargets() {
            columns.text(expectation(CampaignRow.EXPECTATION::write))
                    .number(expectation(expected -> Math.round(expected.likes().p50())))
                    .number(expectation(
                            expected -> Math.round(expected.comments().p50())))
                    .number(row -> snapshot.apply(row).shortfall().likes())
                    .number(row -> snapshot.apply(row).shortfall().comments());
        }

        private void addOrders() {
            columns.number(orders(OrderTotals::orderedLikes))
                    .number(orders(OrderTotals::orderedComments))
                    .number(orders(OrderTotals::pendingLikes))
                    .number(orders(OrderTotals::pendingComments));
        }

        private void addSpend() {
            columns.number(spend(spend -> spend.reserved().micros()))
                    .number(spend(spend -> spend.spent().micros()))
                    .number(spend(
                            spend -> spend.max() == null ? null : spend.max().micros()))
                    .text(spend(spend -> spend.reserved().currency()));
        }

        private static String problems(CampaignSnapshot snapshot) {
            return snapshot.problems().isEmpty()
                    ? "[]"
                    : CampaignRow.PROBLEMS.write(snapshot.problems().toArray(new Problem[0]));
        }

        private Function<T, Long> orders(Function<OrderTotals, Long> field) {
            return row -> field.apply(snapshot.apply(row).orders());
        }

        private <V> Function<T, @Nullable V> sample(Function<Sample, @Nullable V> field) {
            return row -> {
                Sample sample = snapshot.apply(row).lastSample();
                return sample == null ? null : field.apply(sample);
            };
        }

        private <V> Function<T, @Nullable V> expectation(Function<Expectation, @Nullable V> field) {
            return row -> {
                Expectation expectation = snapshot.apply(row).expectation();
                return expectation == null ? null : field.apply(expectation);
            };
        }

        private <V> Function<T, @Nullable V> spend(Function<Spend, @Nullable V> field) {
            return row -> {
                Spend spend = snapshot.apply(row).spend();
                return spend == null ? null : field.apply(spend);
            };
        }
    }
}
