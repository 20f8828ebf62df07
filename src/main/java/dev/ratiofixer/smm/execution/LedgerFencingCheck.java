package dev.ratiofixer.smm.execution;

import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.OrderLedger;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Lets a request leave only while the ledger says that this node has the order. A node that was frozen for long asks
 * again before it sends, and one that was frozen over the answer finds the answer stale: what is left is the moment
 * between reading the clock and writing to the socket.
 */
final class LedgerFencingCheck implements FencingCheck {
    /** Real time; far less than the claim, which other nodes wait out. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final OrderLedger ledger;
    private final Order order;

    LedgerFencingCheck(OrderLedger ledger, Order order) {
        this.ledger = ledger;
        this.order = order;
    }

    @Override
    public Future<Void> open() {
        long asked = System.nanoTime();
        return ledger.confirm(order).compose(mine -> {
            if (!mine) {
                return withheld("another node has the order, or its lever");
            }
            return System.nanoTime() - asked > FRESH.toNanos()
                    ? withheld("the ledger took too long to confirm it")
                    : Future.succeededFuture();
        });
    }

    private static Future<Void> withheld(String reason) {
        return Future.failedFuture(new ProviderException(new ProviderFailure.Aborted("not sent: " + reason)));
    }
}
