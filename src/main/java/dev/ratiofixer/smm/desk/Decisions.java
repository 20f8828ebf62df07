package dev.ratiofixer.smm.desk;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.DecideOrder;
import dev.ratiofixer.smm.DecideOutcome;
import dev.ratiofixer.smm.OrderType;
import dev.ratiofixer.smm.SmmSettings;
import dev.ratiofixer.smm.order.Approval;
import dev.ratiofixer.smm.order.Circumstances;
import dev.ratiofixer.smm.order.Effect;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.OrderEvent;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.Pending;
import dev.ratiofixer.smm.order.Proposed;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Transition.Verdict;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What people decide on orders. */
final class Decisions {
    private final OrderBook book;
    private final InstantSource clock;
    private final Supplier<SmmSettings> settings;
    private final Runnable approved;

    /** @param approved called when an order waits to be placed */
    Decisions(OrderBook book, InstantSource clock, Supplier<SmmSettings> settings, Runnable approved) {
        this.book = book;
        this.clock = clock;
        this.settings = settings;
        this.approved = approved;
    }

    Future<DecideOutcome> answer(DecideOrder decision) {
        return book.change(decision.orderId(), (order, at) -> decide(decision, order, at))
                .map(changed -> switch (changed) {
                    case Changed.Moved moved -> {
                        approved.run();
                        yield new DecideOutcome.Decided(OrderViews.of(moved.order()));
                    }
                    case Changed.Unmoved unmoved ->
                        new DecideOutcome.NotAllowed(OrderViews.of(unmoved.order()), unmoved.reason());
                    case Changed.Missing missing -> new DecideOutcome.NoSuchOrder(missing.orderId());
                });
    }

    private Verdict decide(DecideOrder decision, Order order, Circumstances at) {
        return switch (decision.verdict()) {
            case APPROVE -> approve(decision, order, at);
            case REJECT -> reject(decision, order);
            case COMPLETE -> complete(decision, order);
        };
    }

    private Verdict approve(DecideOrder decision, Order order, Circumstances at) {
        Instant now = clock.instant();
        if (!(order instanceof Proposed proposed)) {
            return notNow(order, "approved");
        }
        if (!now.isBefore(order.terms().expiresAt())) {
            return new Verdict.Stay(
                    "it was to be decided before " + order.terms().expiresAt());
        }
        Approval approval = new Approval.ByPerson(decision.actor(), decision.note(), now);
        return Permission.refusal(order.terms(), approval, settings.get(), at, now)
                .<Verdict>map(Verdict.Stay::new)
                .orElseGet(() -> new Verdict.Become(proposed.approve(approval), event(decision, now, "approved")));
    }

    private Verdict reject(DecideOrder decision, Order order) {
        Instant now = clock.instant();
        return order instanceof Proposed proposed
                ? new Verdict.Become(
                        proposed.reject(decision.actor(), decision.note(), now), event(decision, now, "rejected"))
                : notNow(order, "rejected");
    }

    private Verdict complete(DecideOrder decision, Order order) {
        Instant now = clock.instant();
        boolean task = order.terms().action().type() == OrderType.TEAM_TASK;
        if (!task || !(order instanceof Pending pending)) {
            return new Verdict.Stay(
                    "only a team_task that is pending can be completed by a person; this is an order of type "
                            + order.terms().action().type() + " that is " + order.status());
        }
        Money nothing = Money.zero(order.terms().cost().currency());
        return new Verdict.Become(
                pending.complete(new Settlement(nothing, Effect.UNKNOWN, decision.note()), now),
                event(decision, now, "completed"));
    }

    private static Verdict notNow(Order order, String what) {
        return new Verdict.Stay("only a proposed order can be " + what + "; this one is " + order.status());
    }

    private static OrderEvent event(DecideOrder decision, Instant now, String what) {
        String note = decision.note().isEmpty() ? what : what + ": " + decision.note();
        return new OrderEvent(now, decision.actor(), note, null);
    }
}
