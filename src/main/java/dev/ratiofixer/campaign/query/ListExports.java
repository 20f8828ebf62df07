package dev.ratiofixer.campaign.query;

import dev.ratiofixer.campaign.CampaignView;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * Reads whole lists, however long: newest first, as they were at one instant, a batch at a time. The next batch is read
 * when the future that took the one before is done, and a failure of it ends the reading; so a slow reader holds one
 * batch in memory and no more. Few may run at a time: another fails as unavailable. Callable from every context.
 */
public interface ListExports {
    /** Campaigns of a filter; its sparkline is not read. */
    Future<Void> campaigns(CampaignFilter filter, Function<List<CampaignView>, Future<Void>> taker);

    /** Readings of a campaign, all of the range: {@code points} does not thin them. */
    Future<Void> samples(String campaignId, SampleRange range, Function<List<ExpectedSample>, Future<Void>> taker);

    /** Orders, without their audit trails. */
    Future<Void> orders(OrderFilter filter, Function<List<OrderTrail>, Future<Void>> taker);

    /** What the policy answered a campaign. */
    Future<Void> decisions(String campaignId, Function<List<KeptDecision>, Future<Void>> taker);
}
