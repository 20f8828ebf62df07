package dev.ratiofixer.smm.execution;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.OrderChanged.CampaignSpend;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order;
import io.vertx.core.eventbus.EventBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an order's campaign, and everybody who listens, that the order changed. */
final class OrderEventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(OrderEventPublisher.class);

    private final LocalBus bus;

    OrderEventPublisher(EventBus bus) {
        this.bus = new LocalBus(bus);
    }

    void tell(Order order, CampaignTotals totals) {
        LOG.info(
                "campaign={} order={} type={} status={} quantity={} cost={}",
                order.terms().campaignId(),
                order.id(),
                order.terms().action().type(),
                order.status(),
                order.terms().action().quantity(),
                order.held());
        OrderChanged news = new OrderChanged(
                OrderViews.of(order),
                spend(totals),
                totals.orderedLikes(),
                totals.orderedComments(),
                totals.pendingLikes(),
                totals.pendingComments(),
                totals.change());
        bus.publish(Addresses.ORDER_EVENTS, news);
        bus.send(Addresses.campaign(order.terms().campaignId()), news);
    }

    private static @org.jspecify.annotations.Nullable CampaignSpend spend(CampaignTotals totals) {
        Money reserved = totals.reserved();
        Money spent = totals.spent();
        return reserved == null || spent == null ? null : new CampaignSpend(reserved, spent);
    }
}
