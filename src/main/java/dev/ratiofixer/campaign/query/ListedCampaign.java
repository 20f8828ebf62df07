package dev.ratiofixer.campaign.query;

import dev.ratiofixer.campaign.CampaignSnapshot.Attention;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.money.Money;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A campaign of the list.
 *
 * @param attention what it asks of people, {@code null} for nothing
 * @param waitingOrders how many of its orders wait for a person
 * @param sparkline likes over its time, oldest first; {@code null} in it where they were hidden
 */
public record ListedCampaign(
        CampaignView view, @Nullable Attention attention, int waitingOrders, List<@Nullable Long> sparkline) {

    /**
     * What all campaigns of a filter come to, on whichever page they are.
     *
     * @param byStatus without those that have none
     * @param byAttention without those that have none
     * @param asExpected live ones whose likes lie between p25 and p75
     * @param shortOfTarget live ones with likes or comments missing
     * @param byCurrency one entry a currency: amounts of two are never added
     * @param owners whose videos they are, the most campaigns first, up to 50
     */
    public record CampaignTotals(
            long campaigns,
            Map<CampaignStatus, Long> byStatus,
            Map<Attention, Long> byAttention,
            long asExpected,
            long shortOfTarget,
            List<CurrencyTotal> byCurrency,
            List<OwnerTotal> owners) {}

    /**
     * Holds the money of one currency.
     *
     * @param reserved what its orders hold of their limits, the spent part included
     */
    public record CurrencyTotal(Money reserved, Money spent) {}

    /**
     * Holds how many campaigns are of one owner.
     *
     * @param name who gave consent, else the title of one of the videos
     */
    public record OwnerTotal(String channelId, String name, long campaigns) {}
}
