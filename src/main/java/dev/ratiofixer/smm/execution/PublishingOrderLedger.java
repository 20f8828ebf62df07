package dev.ratiofixer.smm.execution;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.OrderChanged.CampaignSpend;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger, which publishes every change of an order to its campaign and to everybody who listens. */
final class PublishingOrderLedger {
    private static final Logger LOG = LoggerFactory.getLogger(PublishingOrderLedger.class);

    private final OrderLedger ledger;
    private final LocalBus bus;
    private final InstantSource clock;
    private final Consumer<Order> changed;

    /** @param changed told of every order that was changed here */
    PublishingOrderLedger(OrderLedger ledger, EventBus bus, InstantSource clock, Consumer<Order> changed) {
        this.ledger = ledger;
        this.bus = new LocalBus(bus);
        this.clock = clock;
        this.changed = changed;
    }

    /** The ledger itself, for what changes nothing that anybody has to hear of. */
    OrderLedger raw() {
        return ledger;
    }

    Future<Written> write(Order order, SpendRules rules, OrderEvent event) {
        return ledger.write(order, rules, event).onSuccess(written -> {
            if (written instanceof Written.Stored stored) {
                publish(stored.order(), stored.totals());
            }
        });
    }

    Future<Changed> change(String orderId, Transition transition) {
        return ledger.change(orderId, clock.instant(), transition).onSuccess(changed -> {
            if (changed instanceof Changed.Updated moved) {
                publish(moved.order(), moved.totals());
            }
        });
    }

    private void publish(Order order, CampaignTotals totals) {
        LOG.info(
                "campaign={} order={} type={} status={} quantity={} cost={}",
                order.terms().campaignId(),
                order.id(),
                order.terms().action().type(),
                order.status(),
                order.terms().action().quantity(),
                order.held());
        OrderChanged event = new OrderChanged(
                order.view(),
                spend(totals),
                totals.orderedLikes(),
                totals.orderedComments(),
                totals.pendingLikes(),
                totals.pendingComments(),
                totals.change());
        changed.accept(order);
        bus.publish(Addresses.ORDER_EVENTS, event);
        bus.sendTo(Addresses.CAMPAIGNS, order.terms().campaignId(), event);
    }

    private static @Nullable CampaignSpend spend(CampaignTotals totals) {
        Money reserved = totals.reserved();
        Money spent = totals.spent();
        return reserved == null || spent == null ? null : new CampaignSpend(reserved, spent);
    }
}
