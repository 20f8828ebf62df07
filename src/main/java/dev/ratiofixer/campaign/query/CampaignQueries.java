package dev.ratiofixer.campaign.query;

import dev.ratiofixer.campaign.query.ListedCampaign.CampaignTotals;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord;
import dev.ratiofixer.video.ChannelKnowledge;
import io.vertx.core.Future;
import java.util.List;

/**
 * Reads what no verticle holds: lists over all campaigns of all nodes, series, audit trails. A page name that was not
 * made here fails with {@link IllegalArgumentException}. Callable from every context.
 */
public interface CampaignQueries {
    /** Campaigns in the filter's order. */
    Future<Page<ListedCampaign>> campaigns(CampaignFilter filter, PageRequest page);

    /** What all campaigns of a filter come to. */
    Future<CampaignTotals> totals(CampaignFilter filter);

    /** Readings of a campaign, newest first; none for an unknown campaign. */
    Future<Page<ExpectedSample>> samples(String campaignId, SampleRange range, PageRequest page);

    /** Orders with their audit trails, newest first. */
    Future<Page<OrderTrail>> orders(OrderFilter filter, PageRequest page);

    /** How many orders there are, up to {@code most}. */
    Future<Integer> countOrders(OrderFilter filter, int most);

    /** What the policy answered a campaign, newest first; none for an unknown campaign. */
    Future<Page<KeptDecision>> decisions(String campaignId, PageRequest page);

    /** The newest 50 trials of a campaign's budget, newest first; none for an unknown campaign. */
    Future<List<TrialRecord>> trials(String campaignId);

    /**
     * What live campaigns of a channel's ordinary videos know of it, on whichever node they run: the newest reading of
     * its uploads. {@link ChannelKnowledge.Unread} where no campaign has one.
     */
    Future<ChannelKnowledge> channel(String channelId);
}
