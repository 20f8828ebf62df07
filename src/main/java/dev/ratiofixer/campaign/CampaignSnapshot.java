package dev.ratiofixer.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratiofixer.campaign.CampaignProgress.ViewVelocity;
import dev.ratiofixer.campaign.CampaignState.Ended;
import dev.ratiofixer.campaign.CampaignState.Held;
import dev.ratiofixer.campaign.CampaignState.Paused;
import dev.ratiofixer.campaign.CampaignState.Running;
import dev.ratiofixer.campaign.CampaignState.Scheduled;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what changes about a campaign, as it is stored and shown.
 *
 * @param lastSample {@code null} before the first
 * @param expectation {@code null} before the first, and where compliance declines derived metrics
 * @param orders its {@code orderedLikes} and {@code orderedComments} are those of the status
 * @param spend {@code null} where neither a limit nor an order names a currency
 * @param nextCheck when the next sample is expected, {@code null} when none is
 * @param channel what is known of the video's channel
 * @param healthySince since when neither count was under the trigger, {@code null} while one is or none is known
 * @param asked when the policy was asked
 * @param pausedBy the person's pause that is on, {@code null} for none: then a pause is the engine's own
 */
public record CampaignSnapshot(
        CampaignStatus status,
        @Nullable Sample lastSample,
        @Nullable Expectation expectation,
        Shortfall shortfall,
        OrderTotals orders,
        @Nullable Spend spend,
        @Nullable Instant stoppedAt,
        @Nullable Instant lastCheck,
        @Nullable Instant nextCheck,
        List<Problem> problems,
        ChannelKnowledge channel,
        @Nullable Instant healthySince,
        PolicyRequestTimes asked,
        @Nullable PersonPause pausedBy) {

    /**
     * A pause that only a person ends.
     *
     * @param by the key's name
     * @param reason may be empty
     */
    public record PersonPause(String by, Instant at, String reason) {}

    /** Where no person has paused it. */
    public CampaignSnapshot(
            CampaignStatus status,
            @Nullable Sample lastSample,
            @Nullable Expectation expectation,
            Shortfall shortfall,
            OrderTotals orders,
            @Nullable Spend spend,
            @Nullable Instant stoppedAt,
            @Nullable Instant lastCheck,
            @Nullable Instant nextCheck,
            List<Problem> problems,
            ChannelKnowledge channel,
            @Nullable Instant healthySince,
            PolicyRequestTimes asked) {
        this(
                status,
                lastSample,
                expectation,
                shortfall,
                orders,
                spend,
                stoppedAt,
                lastCheck,
                nextCheck,
                problems,
                channel,
                healthySince,
                asked,
                null);
    }

    /**
     * When the policy was last asked what to order, and from when on asking again makes sense. Stored, so that a
     * restart does not ask for every campaign at once.
     *
     * @param answer what it said, {@code null} before the first answer
     */
    public record PolicyRequestTimes(
            Instant last, Instant again, @Nullable PolicyDecision answer) {
        public static final PolicyRequestTimes NEVER = new PolicyRequestTimes(Instant.EPOCH, Instant.EPOCH);

        /** Where no answer is known. */
        public PolicyRequestTimes(Instant last, Instant again) {
            this(last, again, null);
        }
    }

    /** Where nothing was read of the channel and the policy was not asked. */
    public CampaignSnapshot(
            CampaignStatus status,
            @Nullable Sample lastSample,
            @Nullable Expectation expectation,
            Shortfall shortfall,
            OrderTotals orders,
            @Nullable Spend spend,
            @Nullable Instant stoppedAt,
            @Nullable Instant lastCheck,
            @Nullable Instant nextCheck,
            List<Problem> problems) {
        this(
                status,
                lastSample,
                expectation,
                shortfall,
                orders,
                spend,
                stoppedAt,
                lastCheck,
                nextCheck,
                problems,
                ChannelKnowledge.unread(),
                null,
                PolicyRequestTimes.NEVER);
    }

    /** The {@code ratio_fixer_status} of a campaign. */
    public enum CampaignStatus {
        /** In the dashboard's table, never started. */
        @JsonProperty("idle")
        IDLE,
        /** To start at a time to come. */
        @JsonProperty("scheduled")
        SCHEDULED,
        @JsonProperty("running")
        RUNNING,
        /** Its video cannot be watched now, and it goes on by itself; or a person has paused it. */
        @JsonProperty("paused")
        PAUSED,
        @JsonProperty("stopped")
        STOPPED,
        /** Reached its {@code complete_when}. */
        @JsonProperty("completed")
        COMPLETED,
        @JsonProperty("failed")
        FAILED;

        /** Whether a node has to run it. */
        public boolean isLive() {
            return this == RUNNING || this == PAUSED || this == SCHEDULED;
        }

        /** Whether it has started and not ended. */
        public boolean isUnderWay() {
            return this == RUNNING || this == PAUSED;
        }
    }

    /** Likes and comments missing to the target quantile, less what pending orders bring. Never negative. */
    public record Shortfall(long likes, long comments) {
        /** Nothing is missing. */
        public static final Shortfall NONE = new Shortfall(0, 0);

        static Shortfall of(long likes, long comments) {
            return likes == 0 && comments == 0 ? NONE : new Shortfall(likes, comments);
        }

        public boolean isNone() {
            return likes == 0 && comments == 0;
        }
    }

    /**
     * What a campaign's placed orders are forecast to bring together, and the part of it that is still to come.
     *
     * @param orderedLikes the {@code ordered_likes} of the status
     * @param pendingLikes of orders whose effect is still awaited
     */
    public record OrderTotals(long orderedLikes, long orderedComments, long pendingLikes, long pendingComments) {
        /** Nothing was ordered. */
        public static final OrderTotals NONE = new OrderTotals(0, 0, 0, 0);
    }

    /** Money of a campaign in one currency; {@code max} is {@code null} where no limit was given. */
    public record Spend(
            Money reserved, Money spent, @Nullable Money max) {}

    /**
     * Describes something that a person should know about a campaign.
     *
     * @param code stable name, such as {@code video_private}, {@code orders_held}
     * @param detail one sentence: what it is and what to do
     */
    public record Problem(String code, String detail, Instant since) {
        /** The dashboard's own table does not take the campaign's row. */
        public static final String NOT_SHOWN = "not_shown";
    }

    /** What a problem asks of people, the least first; the last is what a campaign with several shows. */
    public enum Attention {
        /** Nothing: it goes on by itself. */
        @JsonProperty("waiting")
        WAITING("channel_unread", "video_not_out", "quota_exhausted"),
        /** Nothing is ordered, and for a reason that is as it should be. */
        @JsonProperty("held")
        HELD("orders_held", "derived_metrics_declined", "views_missing", CampaignProgress.SPENDING_OFF),
        /** Somebody has to do something; that is also what an unknown problem is taken for. */
        @JsonProperty("needs_you")
        NEEDS_YOU(
                "video_gone", "video_private", "key_invalid", "owner_not_authorized", "start_held", Problem.NOT_SHOWN),
        /** Something does not work. */
        @JsonProperty("broken")
        BROKEN(
                "upstream_down",
                "reading_unreadable",
                "model_unavailable",
                "orders_unavailable",
                "channel_unreadable",
                "deploy_failed",
                "video_watch");

        @SuppressWarnings("ImmutableEnumChecker") // It is Set.of.
        private final Set<String> codes;

        Attention(String... codes) {
            this.codes = Set.of(codes);
        }

        /** The codes of the problems that ask for it. */
        public Set<String> codes() {
            return codes;
        }

        public static Attention of(Problem problem) {
            return Arrays.stream(values())
                    .filter(known -> known.codes.contains(problem.code()))
                    .findFirst()
                    .orElse(NEEDS_YOU);
        }
    }

    /** Converts between a state and what of it is stored and shown. Pure. */
    static final class SnapshotMapper {
        private static final String RECOVERED = "recovered";

        private SnapshotMapper() {}

        static CampaignSnapshot of(CampaignState state, CampaignRules rules) {
            CampaignProgress progress = state.progress();
            Sample sample = progress.reading().sample();
            Instant lastCheck = sample == null ? null : sample.at();
            return new CampaignSnapshot(
                    state.status(),
                    sample,
                    progress.reading().expectation(),
                    progress.shortfall(),
                    progress.ordering().totals(),
                    progress.ordering().spend(),
                    state instanceof Ended ended ? ended.at() : null,
                    lastCheck,
                    state.status().isUnderWay() && lastCheck != null ? lastCheck.plus(interval(progress, rules)) : null,
                    progress.problems(),
                    progress.reading().channel(),
                    progress.healthySince(),
                    new PolicyRequestTimes(
                            progress.ordering().lastAsked(),
                            progress.ordering().askAgainAt(),
                            progress.ordering().answer()),
                    state instanceof Held held ? held.pause() : null);
        }

        private static Duration interval(CampaignProgress progress, CampaignRules rules) {
            Duration told = progress.reading().interval();
            return told == null ? rules.interval() : told;
        }

        /** The state of a live campaign as it was stored; what it was waiting for is asked anew. */
        static CampaignState restore(CampaignSnapshot snapshot) {
            CampaignProgress progress = restored(snapshot);
            PersonPause person = snapshot.pausedBy();
            return switch (snapshot.status()) {
                case SCHEDULED -> new Scheduled(progress);
                case RUNNING -> new Running(progress);
                case PAUSED ->
                    person == null
                            ? new Paused(progress, progress.awayCode().orElse(RECOVERED))
                            : new Held(progress, person);
                case STOPPED, COMPLETED, FAILED, IDLE ->
                    throw new IllegalArgumentException("a campaign that is " + snapshot.status() + " is not to be run");
            };
        }

        /** The same campaign as one that could not be run. */
        static CampaignSnapshot failed(CampaignSnapshot snapshot, Throwable cause, Instant at) {
            return new CampaignSnapshot(
                    CampaignStatus.FAILED,
                    snapshot.lastSample(),
                    snapshot.expectation(),
                    snapshot.shortfall(),
                    snapshot.orders(),
                    snapshot.spend(),
                    at,
                    snapshot.lastCheck(),
                    null,
                    List.of(new Problem(
                            "deploy_failed",
                            "it could not be started here (" + cause.getMessage()
                                    + "): start it again, and tell whoever runs Ratio Fixer if it stays so",
                            at)),
                    snapshot.channel(),
                    snapshot.healthySince(),
                    snapshot.asked());
        }

        /** The same campaign, with why the dashboard's own table does not show it. */
        static CampaignSnapshot displayed(CampaignSnapshot snapshot, @Nullable String trouble, Instant at) {
            if (trouble == null) {
                return snapshot;
            }
            List<Problem> problems = new ArrayList<>(snapshot.problems());
            problems.add(new Problem(Problem.NOT_SHOWN, trouble, at));
            return new CampaignSnapshot(
                    snapshot.status(),
                    snapshot.lastSample(),
                    snapshot.expectation(),
                    snapshot.shortfall(),
                    snapshot.orders(),
                    snapshot.spend(),
                    snapshot.stoppedAt(),
                    snapshot.lastCheck(),
                    snapshot.nextCheck(),
                    List.copyOf(problems),
                    snapshot.channel(),
                    snapshot.healthySince(),
                    snapshot.asked(),
                    snapshot.pausedBy());
        }

        private static CampaignProgress restored(CampaignSnapshot snapshot) {
            @Nullable Sample sample = snapshot.lastSample();
            CampaignProgress fresh = CampaignProgress.fresh(snapshot.orders(), snapshot.spend());
            return new CampaignProgress(
                    new CampaignProgress.Observation(
                            sample, snapshot.channel(), snapshot.expectation(), ViewVelocity.UNKNOWN, null),
                    snapshot.shortfall(),
                    fresh.ordering().asked(snapshot.asked()),
                    fresh.priority(),
                    snapshot.healthySince(),
                    snapshot.problems());
        }
    }
}
