package dev.ratiofixer.campaign;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.video.ChannelHistory;
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
 * @param channel what was known of the video's channel when the last sample was read; stored with that sample only
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
        ChannelHistory channel) {

    /** Where nothing was read of the channel. */
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
                ChannelHistory.UNKNOWN);
    }
}
