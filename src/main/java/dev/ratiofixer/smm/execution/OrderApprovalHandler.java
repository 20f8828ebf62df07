package dev.ratiofixer.smm.execution;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOutcome;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.PlacementService.PlacementGuard;
import dev.ratiofixer.smm.execution.adbudget.AdBudgetExecutor;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.order.SpendGuard.Approval;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.smm.order.Transition.TransitionContext;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What people decide on orders. */
final class OrderApprovalHandler {
    private final PublishingOrderLedger ledger;
    private final InstantSource clock;
    private final Supplier<SmmSettings> settings;
    private final Runnable approved;

    /** @param approved called when an order waits to be placed */
    OrderApprovalHandler(
            PublishingOrderLedger ledger, InstantSource clock, Supplier<SmmSettings> settings, Runnable approved) {
        this.ledger = ledger;
        this.clock = clock;
        this.settings = settings;
        this.approved = approved;
    }

    Future<DecideOutcome> answer(DecideOrder decision) {
        return ledger.change(decision.orderId(), (order, at) -> decide(decision, order, at))
                .map(changed -> switch (changed) {
                    case Changed.Updated moved -> {
                        approved.run();
                        yield new DecideOutcome.Decided(moved.order().view());
                    }
                    case Changed.Unchanged unmoved ->
                        new DecideOutcome.NotAllowed(unmoved.order().view(), unmoved.reason());
                    case Changed.NotFound missing -> new DecideOutcome.NoSuchOrder(missing.orderId());
                });
    }

    private NextStep decide(DecideOrder decision, Order order, TransitionContext at) {
        return switch (decision.verdict()) {
            case APPROVE -> approve(decision, order, at);
            case REJECT -> reject(decision, order);
            case COMPLETE -> complete(decision, order);
            case RETURNED -> returned(decision, order);
        };
    }

    private NextStep approve(DecideOrder decision, Order order, TransitionContext at) {
        Instant now = clock.instant();
        if (!(order instanceof Proposed proposed)) {
            return notNow(order, "approved");
        }
        if (!now.isBefore(order.terms().expiresAt())) {
            return new NextStep.NoChange(
                    "it was to be decided before " + order.terms().expiresAt() + ": wait for the next one");
        }
        Approval approval = new Approval.ByPerson(decision.actor(), decision.note(), now);
        return PlacementGuard.refusal(order.terms(), approval, settings.get(), at, now)
                .<NextStep>map(NextStep.NoChange::new)
                .orElseGet(() -> new NextStep.To(proposed.approve(approval), event(decision, now, "approved")));
    }

    private NextStep reject(DecideOrder decision, Order order) {
        Instant now = clock.instant();
        return order instanceof Proposed proposed
                ? new NextStep.To(
                        proposed.reject(decision.actor(), decision.note(), now), event(decision, now, "rejected"))
                : notNow(order, "rejected");
    }

    private NextStep complete(DecideOrder decision, Order order) {
        Instant now = clock.instant();
        boolean task = order.terms().action().type() == OrderType.TEAM_TASK;
        if (!task || !(order instanceof Pending pending)) {
            return new NextStep.NoChange("only a task for the team that is running can be marked as done; this one is "
                    + (task ? words(order) : "no task"));
        }
        Money nothing = Money.zero(order.terms().cost().currency());
        return new NextStep.To(
                pending.complete(new Settlement(nothing, Effect.UNKNOWN, decision.note()), now),
                event(decision, now, "completed"));
    }

    /** What it cost is settled from the report, as always: the word of a person ends only that it is tried. */
    private NextStep returned(DecideOrder decision, Order order) {
        Instant now = clock.instant();
        if (!(order instanceof Pending pending) || pending.heldUp() == null) {
            return new NextStep.NoChange(
                    "only an order whose budget could not be set back can be marked as returned; this one is "
                            + words(order));
        }
        return new NextStep.To(
                pending.end(now, now.plus(AdBudgetExecutor.METRICS_LAG)), event(decision, now, "marked as returned"));
    }

    /** As the page calls an order's status. */
    private static String words(Order order) {
        return switch (order.status()) {
            case PROPOSED -> "waiting for a decision";
            case APPROVED -> "approved already";
            case PLACING -> "being placed";
            case PENDING -> "running";
            case COMPLETED -> "done";
            case REJECTED -> "rejected already";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
            case EXPIRED -> "over, as nobody decided in time";
        };
    }

    private static NextStep notNow(Order order, String what) {
        return new NextStep.NoChange("only an order that waits can be " + what + "; this one is " + words(order));
    }

    private static OrderEvent event(DecideOrder decision, Instant now, String what) {
        String note = decision.note().isEmpty() ? what : what + ": " + decision.note();
        return new OrderEvent(now, decision.actor(), note, null);
    }
}
