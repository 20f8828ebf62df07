package dev.ratiofixer.smm.order;

import java.util.List;
import java.util.Set;

/**
 * All that the ledger knows of a campaign.
 *
 * @param orders newest first; at least every open one
 * @param readings oldest first
 * @param videoComments how many comments were ever ordered on its video and not given up, by any campaign
 * @param usedTexts the texts of those
 */
public record CampaignOrderHistory(
        List<Order> orders,
        List<CampaignReading> readings,
        CampaignTotals totals,
        int videoComments,
        Set<String> usedTexts) {}
