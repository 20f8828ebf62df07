package dev.ratiofixer.smm.order;

import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where orders are written and money is reserved. Each write is one transaction that holds the campaign's row. A failed
 * future means that nothing is known of the write: read back.
 */
public interface OrderLedger {
    /** Everything about a campaign; of an unknown one nothing. */
    Future<CampaignOrderHistory> history(String campaignId, VideoId video, Instant now);

    /** Keeps a reading; one of the same instant is kept once. */
    Future<Void> remember(String campaignId, CampaignReading reading);

    /**
     * Stores a new order and reserves its cost, if the limits, the campaign's epoch and state, the service's other
     * campaigns and the comments already on the video allow it.
     */
    Future<Written> write(Order order, SpendRules rules, OrderEvent event);

    /** Changes an order by what {@code transition} decides while the campaign's row is locked. */
    Future<Changed> change(String orderId, Instant now, Transition transition);

    /**
     * Takes up to {@code limit} orders that are due and that no other living node works on. They are this node's for a
     * while of real time, longer than any request to a provider takes.
     *
     * @param inHand what this node works on already
     */
    Future<List<Order>> claimDue(Instant now, int limit, Set<String> inHand);

    /**
     * Asked right before a request leaves that may change something at the provider: whether this node still has the
     * order, and as it is here, and no other node works on its service. If so the claim runs anew, and the order counts
     * as under way for a while in which nobody takes it over.
     */
    Future<Boolean> confirm(Order order);

    /** Lets other nodes take at once what this one has claimed; after its last request to a provider has ended. */
    default Future<Void> letGo() {
        return Future.succeededFuture();
    }

    /** When {@link #claimDue} will next find something for this node. */
    Future<Optional<Instant>> nextDue(Instant now, Set<String> inHand);

    /** The open orders of a campaign. */
    Future<List<Order>> open(String campaignId);

    /** The open orders of all campaigns that have a cost. */
    Future<List<Order>> openCosts();

    /** What should have ended with its campaign and has not: nothing begun, or a budget in force past {@code now}. */
    Future<List<Order>> leftOver(Instant now);

    /** A campaign's orders with their history, newest first, before an order id ({@code ""} for the newest). */
    Future<List<OrderRecord>> records(String campaignId, String before, int limit);

    /** What became of a new order. */
    sealed interface Written {
        /** It is stored and its cost reserved. */
        record Stored(Order order, CampaignTotals totals) implements Written {}

        /** This decision was taken before: that order. */
        record Known(Order order) implements Written {}

        /** Nothing was written. {@code reason} is one sentence for people. */
        record Disallowed(String reason) implements Written {}
    }

    /** What became of a change. */
    sealed interface Changed {
        /** It is stored. */
        record Updated(Order order, CampaignTotals totals) implements Changed {}

        /** The order is as it was. */
        record Unchanged(Order order, String reason) implements Changed {}

        /** There is none. */
        record NotFound(String orderId) implements Changed {}
    }

    /** An order with its whole history, oldest step first. */
    record OrderRecord(Order order, List<Step> history) {
        /** What happened, and the state that the order was in from then on. */
        public record Step(OrderStatus status, OrderEvent event) {}
    }
}
