package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.world.AdAccountRules;
import dev.ratiofixer.sandbox.world.AdAccountRules.AdCampaignRules;
import dev.ratiofixer.sandbox.world.AdBudget;
import dev.ratiofixer.sandbox.world.AdCampaign;
import dev.ratiofixer.sandbox.world.AdFigures;

/**
 * What a query's fields are read from.
 *
 * @param account the rules of its account
 * @param date the day that the figures are of, empty if they are not told apart by day
 * @param hour of that day, 0 if they are not told apart by hour
 */
record Row(AdCampaign campaign, AdBudget budget, AdFigures figures, AdAccountRules account, String date, int hour) {
    AdCampaignRules rules() {
        return account.of(campaign);
    }
}
