package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.world.AdAccount.AdAccountRules;
import dev.ratiofixer.sandbox.world.AdAccount.AdAccountRules.AdCampaignRules;
import dev.ratiofixer.sandbox.world.AdAccount.AdBudget;
import dev.ratiofixer.sandbox.world.AdAccount.AdCampaign;
import dev.ratiofixer.sandbox.world.AdAccount.AdFigures;

/**
 * What a query's fields are read from.
 *
 * @param account the rules of its account
 * @param date the day that the figures are of, empty if they are not told apart by day
 * @param hour of that day, 0 if they are not told apart by hour
 * @param network where its ads were shown; any one if they are not told apart by network
 */
record Row(
        AdCampaign campaign,
        AdBudget budget,
        AdFigures figures,
        AdAccountRules account,
        String date,
        int hour,
        AdPlacement network) {
    /** Where ads are shown; a Demand Gen campaign's share of each is the same in every hour. */
    enum AdPlacement {
        IN_STREAM("YOUTUBE", "YOUTUBE_INSTREAM", 0, 50),
        IN_FEED("YOUTUBE", "YOUTUBE_INFEED", 50, 75),
        SHORTS("YOUTUBE", "YOUTUBE_SHORTS", 75, 95),
        /** As all together where a query does not tell them apart. */
        DISCOVER("DISCOVER", "UNSEGMENTED", 95, 100);

        private static final int ALL = 100;

        private final String type;
        private final String subType;
        private final int from;
        private final int to;

        /** @param to per cent of a campaign's figures: those from {@code from} up to here are its own */
        AdPlacement(String type, String subType, int from, int to) {
            this.type = type;
            this.subType = subType;
            this.from = from;
            this.to = to;
        }

        String type() {
            return type;
        }

        String subType() {
            return subType;
        }

        /** Its share of a campaign's figures; all of them add up to those. */
        AdFigures of(AdFigures all) {
            return new AdFigures(share(all.costMicros()), share(all.impressions()), share(all.views()));
        }

        private long share(long all) {
            return all * to / ALL - all * from / ALL;
        }
    }

    AdCampaignRules rules() {
        return account.of(campaign);
    }
}
