package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.VideoFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the configuration that every running campaign follows; a reload replaces it.
 *
 * @param interval wanted time between two samples
 * @param trigger quantile level under which a count is short, 0.10 to 0.90
 * @param target quantile level that a short count is brought to, not under {@code trigger}
 * @param review how often the levers are reviewed when nothing is short
 * @param derivedMetrics whether compliance allows expectations and what follows from them
 * @param authorizedChannels the channels whose owners authorized this client, where it is that which allows them;
 *     {@code null} where it does not matter
 * @param spending whether anything that costs may be ordered at all
 */
public record CampaignRules(
        Duration interval,
        double trigger,
        double target,
        Duration review,
        boolean derivedMetrics,
        @Nullable Set<String> authorizedChannels,
        boolean spending) {
    /** The shipped defaults, with derived metrics allowed. */
    public static final CampaignRules DEFAULT =
            new CampaignRules(Duration.ofSeconds(36), 0.25, 0.5, Duration.ofDays(1), true);

    /** @throws IllegalArgumentException if a value is out of its range */
    public CampaignRules {
        if (!(trigger >= 0.1 && trigger <= target && target <= 0.9)) {
            throw new IllegalArgumentException("0.1 <= policy.trigger <= policy.target <= 0.9 does not hold");
        }
        if (interval.isNegative() || interval.isZero() || review.isNegative() || review.isZero()) {
            throw new IllegalArgumentException("youtube.interval and the review interval must be positive");
        }
        authorizedChannels = authorizedChannels == null ? null : Set.copyOf(authorizedChannels);
    }

    /** Rules under which no owner has to authorize anything. */
    public CampaignRules(Duration interval, double trigger, double target, Duration review, boolean derivedMetrics) {
        this(interval, trigger, target, review, derivedMetrics, null);
    }

    /** Rules under which money may be spent. */
    public CampaignRules(
            Duration interval,
            double trigger,
            double target,
            Duration review,
            boolean derivedMetrics,
            @Nullable Set<String> authorizedChannels) {
        this(interval, trigger, target, review, derivedMetrics, authorizedChannels, true);
    }

    /** The same with spending as it is by now. */
    public CampaignRules withSpending(boolean now) {
        return new CampaignRules(interval, trigger, target, review, derivedMetrics, authorizedChannels, now);
    }

    /** Whether something may be expected of this video. */
    boolean allowExpecting(VideoFacts video) {
        return derivedMetrics && (authorizedChannels == null || authorizedChannels.contains(video.channelId()));
    }

    /** Whether the policy is to be asked: where something is short, or its review is due, and asking makes sense. */
    public boolean asksPolicy(Shortfall shortfall, Instant lastAsked, Instant askAgainAt, Instant now) {
        boolean reviewDue = !now.isBefore(lastAsked.plus(review));
        return (!shortfall.isNone() || reviewDue) && !now.isBefore(askAgainAt);
    }

    /** What is missing of a sample's counters, less what orders under way are forecast to bring. */
    public Shortfall shortfall(Counters counters, Expectation expectation, OrderTotals orders) {
        return Assessment.of(counters, expectation, orders, this).shortfall();
    }
}
