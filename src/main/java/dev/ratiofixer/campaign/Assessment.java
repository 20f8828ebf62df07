package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Quantiles;
import dev.ratiofixer.video.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Holds a reading against the expectation: what is short, and whether all is well. A missing counter is neither.
 *
 * <p>Short is a count under the trigger quantile; missing is what it lacks to the target quantile, less what pending
 * orders are forecast to bring (DESIGN.md, Words).
 */
record Assessment(Shortfall shortfall, boolean healthy) {
    private static final double[] LEVELS = {0.10, 0.25, 0.50, 0.75, 0.90};

    static Assessment of(Counters counters, Expectation expectation, OrderTotals orders, CampaignRules rules) {
        boolean likesShort = isShort(counters.likes(), expectation.likes(), rules);
        boolean commentsShort = isShort(counters.comments(), expectation.comments(), rules);
        return new Assessment(
                new Shortfall(
                        likesShort ? missing(counters.likes(), expectation.likes(), orders.pendingLikes(), rules) : 0,
                        commentsShort
                                ? missing(counters.comments(), expectation.comments(), orders.pendingComments(), rules)
                                : 0),
                !likesShort && !commentsShort && (counters.likes() != null || counters.comments() != null));
    }

    private static boolean isShort(@Nullable Long count, Quantiles expected, CampaignRules rules) {
        return count != null && count < quantile(expected, rules.trigger());
    }

    private static long missing(@Nullable Long count, Quantiles expected, long pending, CampaignRules rules) {
        long have = count == null ? 0 : count;
        return Math.max(0, Math.round(quantile(expected, rules.target())) - have - pending);
    }

    /** The quantile at a level from 0.10 to 0.90, between the model's own levels linear in log(count + 1). */
    static double quantile(Quantiles quantiles, double level) {
        double[] values = {quantiles.p10(), quantiles.p25(), quantiles.p50(), quantiles.p75(), quantiles.p90()};
        int above = 0;
        while (above < LEVELS.length - 1 && LEVELS[above] < level) {
            above++;
        }
        if (above == 0 || LEVELS[above] == level) {
            return values[above];
        }
        double part = (level - LEVELS[above - 1]) / (LEVELS[above] - LEVELS[above - 1]);
        double low = Math.log1p(values[above - 1]);
        return Math.expm1(low + part * (Math.log1p(values[above]) - low));
    }
}
