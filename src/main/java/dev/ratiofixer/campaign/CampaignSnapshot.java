package dev.ratiofixer.campaign;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import java.time.Instant;
import java.util.List;
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
        Asked asked) {

    /**
     * When the policy was last asked what to order, and from when on asking again makes sense. Stored, so that a
     * restart does not ask for every campaign at once.
     */
    public record Asked(Instant last, Instant again) {
        public static final Asked NEVER = new Asked(Instant.EPOCH, Instant.EPOCH);
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
                Asked.NEVER);
    }
}
