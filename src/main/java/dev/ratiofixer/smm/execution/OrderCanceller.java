package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.Transition.NextStep;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Ends what is open: of a campaign that has ended, or of all when spending is switched off. */
final class OrderCanceller {
    private final PublishingOrderLedger ledger;
    private final InstantSource clock;
    private final Runnable changed;

    /** @param changed called when budgets wait to be given back */
    OrderCanceller(PublishingOrderLedger ledger, InstantSource clock, Runnable changed) {
        this.ledger = ledger;
        this.clock = clock;
        this.changed = changed;
    }

    /** Cancels what is not begun, and gives raised budgets back at once. */
    Future<Void> campaign(String campaignId, String reason) {
        return ledger.raw().open(campaignId).compose(open -> all(open, reason));
    }

    /** The same for raised budgets of every campaign: spending was switched off. */
    Future<Void> spending(String reason) {
        return ledger.raw().openCosts().compose(open -> all(open, reason));
    }

    /** The same for what a stop or a pause left behind: its process died, or an order was just being placed. */
    Future<Void> leftOver() {
        return ledger.raw()
                .leftOver(clock.instant())
                .compose(open -> all(open, "the campaign is over, or a person has paused it"));
    }

    private Future<Void> all(List<Order> open, String reason) {
        if (open.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Future<Changed>> changes = open.stream()
                .map(order -> ledger.change(order.id(), (current, facts) -> close(current, reason)))
                .toList();
        return Future.join(changes)
                .eventually(() -> {
                    changed.run();
                    return Future.succeededFuture();
                })
                .mapEmpty();
    }

    private NextStep close(Order order, String reason) {
        Instant now = clock.instant();
        return switch (order) {
            case Proposed proposed -> new NextStep.To(proposed.cancel(reason, now), OrderEvent.engine(now, reason));
            case Approved approved -> new NextStep.To(approved.cancel(reason, now), OrderEvent.engine(now, reason));
            case Pending pending
            when raised(pending) && pending.until().isAfter(now) ->
                new NextStep.To(pending.later(now), OrderEvent.engine(now, reason + ": the budget goes back"));
            case Pending pending -> new NextStep.NoChange("it ends by itself");
            case Placing placing -> new NextStep.NoChange("it is being placed");
            case Completed completed -> new NextStep.NoChange("it has ended");
            case Ended ended -> new NextStep.NoChange("it has ended");
        };
    }

    private static boolean raised(Pending order) {
        return order.endedAt() == null && order.terms().action().raised();
    }
}
