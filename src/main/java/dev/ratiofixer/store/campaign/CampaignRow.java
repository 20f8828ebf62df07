package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.campaign.CampaignSnapshot.PolicyRequestTimes;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Columns.Jsonb;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code ratio_fixer_campaigns} as the campaign that it is. Queries select {@link #COLUMNS}. */
public final class CampaignRow {
    /** Everything that {@link #view} reads; {@code c} is the table. */
    public static final String COLUMNS = """
            c.campaign_id, c.lease_epoch, c.terms::text AS terms, c.started_at,
            c.video_id, c.video_title, c.video_form, c.video_category, c.video_published_at, c.video_millis, c.channel_id,
            c.status, c.stopped_at, c.last_check, c.next_check,
            c.sampled_at, c.views, c.likes, c.comments, c.counting_regime, c.corrected,
            c.expectation::text AS expectation, c.shortfall_likes, c.shortfall_comments,
            c.ordered_likes, c.ordered_comments, c.pending_likes, c.pending_comments,
            (SELECT concat_ws(' ', coalesce(sum(o.held_micros), 0)::bigint, coalesce(sum(o.spent_micros), 0)::bigint,
                max(o.currency) FILTER (WHERE o.held_micros > 0))
             FROM youtube_ratio_fixer_orders o WHERE o.campaign_id = c.campaign_id) AS spend,
            c.spend_max, c.spend_currency, c.problems::text AS problems,
            c.channel_knowledge::text AS channel_knowledge, c.healthy_since, c.orders_asked_at, c.ask_again_at,
            c.policy_answer::text AS policy_answer, c.paused_by, c.paused_at, c.pause_reason
            """;

    static final Jsonb<CampaignTerms> TERMS = new Jsonb<>(CampaignTerms.class);
    static final Jsonb<Expectation> EXPECTATION = new Jsonb<>(Expectation.class);
    static final Jsonb<ChannelKnowledge> CHANNEL = new Jsonb<>(ChannelKnowledge.class);
    static final Jsonb<PolicyDecision> ANSWER = new Jsonb<>(PolicyDecision.class);
    public static final Jsonb<Problem[]> PROBLEMS = new Jsonb<>(Problem[].class);

    private CampaignRow() {}

    public static CampaignView view(Row row) {
        Campaign campaign = new Campaign(
                row.getString("campaign_id"),
                row.getLong("lease_epoch"),
                video(row),
                TERMS.read(row.getString("terms")),
                required(row, "started_at"));
        return new CampaignView(campaign, snapshot(row));
    }

    private static VideoFacts video(Row row) {
        return new VideoFacts(
                new VideoId(row.getString("video_id")),
                row.getString("video_title"),
                row.getString("channel_id"),
                required(row, "video_published_at"),
                duration(row),
                EnumText.to(VideoForm.class, row.getString("video_form")),
                EnumText.to(Category.class, row.getString("video_category")));
    }

    private static @Nullable Duration duration(Row row) {
        Long millis = row.getLong("video_millis");
        return millis == null ? null : Duration.ofMillis(millis);
    }

    /** The duration as it is stored. */
    static @Nullable Long millis(VideoFacts video) {
        Duration duration = video.duration();
        return duration == null ? null : duration.toMillis();
    }

    private static CampaignSnapshot snapshot(Row row) {
        String expectation = row.getString("expectation");
        return new CampaignSnapshot(
                EnumText.to(CampaignStatus.class, row.getString("status")),
                sample(row),
                expectation == null ? null : EXPECTATION.read(expectation),
                new Shortfall(row.getLong("shortfall_likes"), row.getLong("shortfall_comments")),
                new OrderTotals(
                        row.getLong("ordered_likes"),
                        row.getLong("ordered_comments"),
                        row.getLong("pending_likes"),
                        row.getLong("pending_comments")),
                spend(row),
                Columns.instant(row, "stopped_at"),
                Columns.instant(row, "last_check"),
                Columns.instant(row, "next_check"),
                List.of(PROBLEMS.read(row.getString("problems"))),
                channel(row),
                Columns.instant(row, "healthy_since"),
                new PolicyRequestTimes(
                        orEpoch(Columns.instant(row, "orders_asked_at")),
                        orEpoch(Columns.instant(row, "ask_again_at")),
                        answer(row)),
                pause(row));
    }

    private static @Nullable PersonPause pause(Row row) {
        String by = row.getString("paused_by");
        return by == null ? null : new PersonPause(by, required(row, "paused_at"), row.getString("pause_reason"));
    }

    /** A row of before this was kept: it is read anew. */
    static ChannelKnowledge channel(Row row) {
        String channel = row.getString("channel_knowledge");
        return channel == null ? ChannelKnowledge.unread() : CHANNEL.read(channel);
    }

    private static @Nullable PolicyDecision answer(Row row) {
        String answer = row.getString("policy_answer");
        return answer == null ? null : ANSWER.read(answer);
    }

    private static Instant orEpoch(@Nullable Instant at) {
        return at == null ? Instant.EPOCH : at;
    }

    private static @Nullable Sample sample(Row row) {
        Instant at = Columns.instant(row, "sampled_at");
        if (at == null) {
            return null;
        }
        return new Sample(
                at,
                new Counters(row.getLong("views"), row.getLong("likes"), row.getLong("comments")),
                EnumText.to(CountingRegime.class, row.getString("counting_regime")),
                row.getBoolean("corrected"));
    }

    /** What the ledger holds and not what the campaign last heard of it, which may not be all. */
    private static @Nullable Spend spend(Row row) {
        String[] ledger = row.getString("spend").split(" ", -1);
        String known = row.getString("spend_currency");
        String currency = ledger.length > 2 ? ledger[2] : known;
        if (currency == null) {
            return null;
        }
        Long max = row.getLong("spend_max");
        return new Spend(
                new Money(Long.parseLong(ledger[0]), currency),
                new Money(Long.parseLong(ledger[1]), currency),
                max == null ? null : new Money(max, currency.equals(known) ? currency : known));
    }

    private static Instant required(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
