package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Compares a sample with the expectation: what is short, and whether the campaign is healthy. A missing counter is
 * neither.
 *
 * <p>Short is a count under the trigger quantile; missing is what it lacks to the target quantile, less what pending
 * orders are forecast to bring.
 */
record Assessment(Shortfall shortfall, boolean healthy) {
    static Assessment of(Counters counters, Expectation expectation, OrderTotals orders, CampaignRules rules) {
        boolean likesShort = isShort(counters.likes(), expectation.likes(), rules);
        boolean commentsShort = isShort(counters.comments(), expectation.comments(), rules);
        return new Assessment(
                Shortfall.of(
                        likesShort ? missing(counters.likes(), expectation.likes(), orders.pendingLikes(), rules) : 0,
                        commentsShort
                                ? missing(counters.comments(), expectation.comments(), orders.pendingComments(), rules)
                                : 0),
                !likesShort && !commentsShort && (counters.likes() != null || counters.comments() != null));
    }

    private static boolean isShort(@Nullable Long count, Quantiles expected, CampaignRules rules) {
        return count != null && count < expected.at(rules.trigger());
    }

    private static long missing(@Nullable Long count, Quantiles expected, long pending, CampaignRules rules) {
        long have = count == null ? 0 : count;
        return Math.max(0, Math.round(expected.at(rules.target())) - have - pending);
    }
}
