package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.OrderExecutor.Step;
import dev.ratiofixer.smm.execution.PlacementService.PlacementGuard;
import dev.ratiofixer.smm.execution.PlacementService.PlacementGuard.LedgerFencingCheck;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.Transition.NextStep;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes an order in {@code pending} on when its term or its effect is over, and writes what its executor finds. */
final class SettlementService {
    private static final Duration AGAIN = Duration.ofMinutes(15);

    private final PublishingOrderLedger ledger;
    private final OrderExecutors executors;
    private final InstantSource clock;
    private final Supplier<SmmSettings> settings;

    SettlementService(
            PublishingOrderLedger ledger,
            OrderExecutors executors,
            InstantSource clock,
            Supplier<SmmSettings> settings) {
        this.settings = settings;
        this.ledger = ledger;
        this.executors = executors;
        this.clock = clock;
    }

    Future<Changed> step(Pending order) {
        boolean trial = order.endedAt() == null && order.terms().action() instanceof RunTrial;
        return trial
                ? stillAllowed(order).compose(ends -> ends instanceof Changed.Updated ? told(ends) : settle(order))
                : settle(order);
    }

    private static Future<Changed> told(Changed change) {
        return Future.succeededFuture(change);
    }

    /** A trial goes on only while all that allowed it to begin allows it still; else it is due at once, to end. */
    private Future<Changed> stillAllowed(Pending order) {
        Instant now = clock.instant();
        return ledger.change(
                order.id(),
                (current, at) -> current.equals(order) && order.until().isAfter(now)
                        ? PlacementGuard.refusal(order.terms(), order.approval(), settings.get(), at, now)
                                .map(why -> endsTrial(order, why, now))
                                .orElseGet(() -> new NextStep.NoChange("it is allowed still"))
                        : new NextStep.NoChange("it ends already"));
    }

    /** What becomes of a trial that has to end: it is due now, and whoever takes it gives the budget back. */
    static NextStep endsTrial(Pending order, String why, Instant now) {
        return new NextStep.To(order.later(now), OrderEvent.engine(now, "the trial has to end: " + why));
    }

    private Future<Changed> settle(Pending order) {
        return executors
                .of(order)
                .settle(order, new LedgerFencingCheck(ledger.raw(), order))
                .compose(step -> write(order, step));
    }

    /** Ends the earlier orders of a service whose place an order has just taken. */
    Future<?> supersede(Pending placed) {
        Optional<Step> end =
                executors.of(placed).executor().endsEarlier(placed.receipt().at());
        return end.isEmpty()
                ? Future.succeededFuture()
                : ledger.raw().open(placed.terms().campaignId()).compose(open -> supersede(placed, open, end.get()));
    }

    private Future<?> supersede(Pending placed, List<Order> open, Step end) {
        List<Future<Changed>> ended = open.stream()
                .filter(Pending.class::isInstance)
                .map(Pending.class::cast)
                .filter(other -> !other.id().equals(placed.id()) && other.endedAt() == null)
                .filter(other -> other.terms().serviceId().equals(placed.terms().serviceId()))
                .map(other -> write(other, end))
                .toList();
        return Future.join(ended);
    }

    /** Changes it if it is still the same: who changed it in between was right. */
    private Future<Changed> write(Pending order, Step step) {
        Instant now = clock.instant();
        return ledger.change(
                order.id(),
                (current, facts) ->
                        current.equals(order) ? decide(order, step, now) : new NextStep.NoChange("it has moved on"));
    }

    private static NextStep decide(Pending order, Step step, Instant now) {
        return switch (step) {
            case Step.End end ->
                new NextStep.To(
                        order.end(end.at(), end.settleAt()), new OrderEvent(now, "engine", end.why(), end.requestId()));
            case Step.Postpone postpone ->
                new NextStep.To(order.later(now.plus(AGAIN)), OrderEvent.engine(now, postpone.why()));
            case Step.Seen seen ->
                new NextStep.To(order.seen(seen.visibility(), seen.next()), OrderEvent.engine(now, seen.event()));
            case Step.GoOn on ->
                new NextStep.To(
                        order.seen(order.receipt().visibility(), on.next()), OrderEvent.engine(now, on.event()));
            case Step.LookAgain again ->
                new NextStep.To(
                        order.seen(order.receipt().visibility(), again.next()), OrderEvent.engine(now, again.why()));
            case Step.NotReturned late -> {
                Pending next = order.notReturned(late.budget(), late.refused(), late.problem(), now);
                String detail = "its budget could not be set back, again at " + next.until() + ": " + late.problem();
                yield new NextStep.To(next, new OrderEvent(now, "engine", detail, late.requestId()));
            }
            case Step.Complete complete ->
                new NextStep.To(
                        order.complete(complete.settlement(), now),
                        OrderEvent.engine(
                                now,
                                "completed, spent " + complete.settlement().spent() + ": "
                                        + complete.settlement().note()));
            case Step.Expire expire ->
                new NextStep.To(order.expire(expire.reason(), now), OrderEvent.engine(now, expire.event()));
        };
    }
}
