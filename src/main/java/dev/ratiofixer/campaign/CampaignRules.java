package dev.ratiofixer.campaign;

import java.time.Duration;

/**
 * The configuration as far as every running campaign follows it; a reload replaces it.
 *
 * @param interval wanted time between two samples
 * @param trigger quantile level under which a count is short, 0.10 to 0.90
 * @param target quantile level that a short count is brought to, not under {@code trigger}
 * @param review how often the levers are reviewed when nothing is short
 * @param derivedMetrics whether compliance allows expectations and what follows from them
 */
public record CampaignRules(Duration interval, double trigger, double target, Duration review, boolean derivedMetrics) {
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
    }
}
