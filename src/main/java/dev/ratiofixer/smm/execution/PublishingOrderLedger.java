package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition;
import io.vertx.core.Future;
import java.time.InstantSource;

/** The ledger, with every change told as news. */
final class PublishingOrderLedger {
    private final OrderLedger ledger;
    private final OrderEventPublisher news;
    private final InstantSource clock;

    PublishingOrderLedger(OrderLedger ledger, OrderEventPublisher news, InstantSource clock) {
        this.ledger = ledger;
        this.news = news;
        this.clock = clock;
    }

    OrderLedger ledger() {
        return ledger;
    }

    Future<Written> write(Order order, SpendRules rules, OrderEvent event) {
        return ledger.write(order, rules, event).onSuccess(written -> {
            if (written instanceof Written.Stored stored) {
                news.tell(stored.order(), stored.totals());
            }
        });
    }

    Future<Changed> change(String orderId, Transition transition) {
        return ledger.change(orderId, clock.instant(), transition).onSuccess(changed -> {
            if (changed instanceof Changed.Updated moved) {
                news.tell(moved.order(), moved.totals());
            }
        });
    }
}
