package dev.ratiofixer.smm.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratiofixer.bus.Traces;
import dev.ratiofixer.bus.Traces.TraceOrigin;
import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.OrderExecutor.Step;
import dev.ratiofixer.smm.execution.PlacementService.PlacementGuard;
import dev.ratiofixer.smm.execution.PlacementService.PlacementGuard.LedgerFencingCheck;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.smm.order.Transition.TransitionContext;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every order that is due one step on, whoever wrote it: new ones, those that a dead process left half-placed,
 * and those whose term is over. What is due stands in the ledger, so nothing is forgotten when a process dies.
 *
 * <p>Belongs to the verticle's context. Budgets and comments of one service go one after the other, all else side by
 * side.
 */
final class OrderProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(OrderProcessor.class);
    private static final int SIDE_BY_SIDE = 64;
    /** With less room nothing is claimed when an order is done: a claim looks at all that is due. */
    private static final int WORTH_A_LOOK = 8;

    private static final int MOST_TRACES = 10_000;
    /** Another node's orders fall due for this one when that node dies; nobody tells. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(10);

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(30);

    private final PublishingOrderLedger ledger;
    private final PlacementService placements;
    private final SettlementService settlements;
    private final InstantSource clock;
    private final Timers timers;
    private final Supplier<SmmSettings> settings;
    private final Set<String> underWay = new HashSet<>();
    private final Map<String, Future<?>> queues = new HashMap<>();
    /** Of orders that were written here, until this node takes them; another may take them first. */
    private final Cache<String, TraceOrigin> traces = Caffeine.newBuilder()
            .maximumSize(MOST_TRACES)
            .executor(Runnable::run)
            .build();

    private Timers.@Nullable Timer timer;
    private boolean claiming;
    private boolean again;
    private final OutageLog claims = new OutageLog(
            away -> LOG.warn("orders cannot be claimed, nothing is placed: {}", away.getMessage()),
            () -> LOG.info("orders can be claimed again"));
    private boolean stopped;

    OrderProcessor(
            PublishingOrderLedger ledger,
            PlacementService placements,
            SettlementService settlements,
            InstantSource clock,
            Timers timers,
            Supplier<SmmSettings> settings) {
        this.ledger = ledger;
        this.placements = placements;
        this.settlements = settlements;
        this.clock = clock;
        this.timers = timers;
        this.settings = settings;
    }

    /** Looks for orders that were written now, as a part of the trace that wrote them. */
    void written(List<String> orderIds) {
        TraceOrigin trace = Traces.here();
        if (trace != null) {
            orderIds.forEach(id -> traces.put(id, trace));
        }
        kick();
    }

    /** Looks for due orders now: something was written, or a timer rang. */
    void kick() {
        if (stopped) {
            return;
        }
        if (claiming) {
            again = true;
            return;
        }
        int room = SIDE_BY_SIDE - underWay.size();
        if (room <= 0) {
            return;
        }
        claiming = true;
        claims.of(ledger.raw().claimDue(clock.instant(), room, Set.copyOf(underWay)))
                .onComplete(claimed -> {
                    claiming = false;
                    if (claimed.succeeded()) {
                        claimed.result().forEach(this::take);
                        sleep(claimed.result());
                    } else {
                        wakeIn(AFTER_TROUBLE);
                    }
                });
    }

    /** Takes no more orders; done when what is in hand has come to its next write. */
    Future<Void> stop() {
        stopped = true;
        if (timer != null) {
            timer.cancel();
        }
        return Future.join(List.copyOf(queues.values())).otherwiseEmpty().mapEmpty();
    }

    private void sleep(List<Order> claimed) {
        if (again || !claimed.isEmpty()) {
            again = false;
            kick();
            return;
        }
        ledger.raw().nextDue(clock.instant(), Set.copyOf(underWay)).onComplete(next -> {
            Optional<Instant> due = next.succeeded() ? next.result() : Optional.empty();
            Duration until =
                    due.map(at -> Duration.between(clock.instant(), at)).orElse(LONGEST_SLEEP);
            if (until.isPositive()) {
                wakeIn(until.compareTo(LONGEST_SLEEP) < 0 ? until : LONGEST_SLEEP);
            }
            // Not only where it was due: the clock may have passed it while the timer was set, which then rings too
            // late.
            if (due.filter(at -> !clock.instant().isBefore(at)).isPresent()) {
                kick();
            }
        });
    }

    private void wakeIn(Duration delay) {
        if (stopped) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timer = timers.after(delay.isNegative() ? Duration.ZERO : delay, this::kick);
    }

    private void take(Order order) {
        if (!underWay.add(order.id())) {
            return;
        }
        String queue = queue(order);
        Future<?> before = queues.getOrDefault(queue, Future.succeededFuture());
        Future<?> mine =
                before.eventually(() -> Traces.from(traces.asMap().remove(order.id()), "order", () -> step(order)));
        queues.put(queue, mine);
        mine.onComplete(done -> {
            queues.remove(queue, mine);
            if (done.succeeded()) {
                letGo(order);
            } else {
                timers.after(AFTER_TROUBLE, () -> letGo(order));
            }
        });
    }

    /** What changes one thing at its provider waits for the order before it; a task is a message of its own. */
    private static String queue(Order order) {
        return switch (order.terms().action()) {
            case SetDailyBudget budget -> order.terms().serviceId();
            case RunTrial trial -> order.terms().serviceId();
            case PostComment comment -> order.terms().serviceId();
            case AskTeam task -> order.id();
        };
    }

    private void letGo(Order order) {
        underWay.remove(order.id());
        if (SIDE_BY_SIDE - underWay.size() >= WORTH_A_LOOK) {
            kick();
        }
    }

    private Future<Void> step(Order order) {
        if (stopped) {
            return Future.succeededFuture();
        }
        return stepOf(order)
                .<Void>mapEmpty()
                .onFailure(cause -> LOG.warn(
                        "campaign={} order={} could not be taken on: {}",
                        order.terms().campaignId(),
                        order.id(),
                        cause.toString()));
    }

    private Future<?> stepOf(Order order) {
        return switch (order) {
            case Proposed proposed -> ledger.change(order.id(), (current, facts) -> expire(current));
            case Approved approved -> begin(approved);
            case Placing placing -> placements.resume(placing).compose(this::placed);
            case Pending pending -> settlements.step(pending);
            case Completed completed -> Future.succeededFuture();
            case Ended ended -> Future.succeededFuture();
        };
    }

    private NextStep expire(Order current) {
        Instant now = clock.instant();
        return current instanceof Proposed proposed
                ? new NextStep.To(proposed.expire(now), OrderEvent.engine(now, "nobody decided in time"))
                : new NextStep.NoChange("it has moved on");
    }

    private Future<?> begin(Approved order) {
        return ledger.change(order.id(), this::begin)
                .compose(changed -> changed instanceof Changed.Updated moved && moved.order() instanceof Placing placing
                        ? placements.send(placing).compose(this::placed)
                        : Future.succeededFuture());
    }

    private NextStep begin(Order current, TransitionContext at) {
        if (!(current instanceof Approved approved)) {
            return new NextStep.NoChange("it has moved on");
        }
        Instant now = clock.instant();
        if (!now.isBefore(approved.terms().expiresAt())) {
            return new NextStep.To(approved.expire(now), OrderEvent.engine(now, "it could not be begun in time"));
        }
        return PlacementGuard.refusal(approved.terms(), approved.approval(), settings.get(), at, now)
                .map(why -> (NextStep) new NextStep.To(approved.cancel(why, now), OrderEvent.engine(now, why)))
                .orElseGet(() -> new NextStep.To(approved.begin(now), OrderEvent.engine(now, "placing begins")));
    }

    /** What was just placed may take the place of what was placed before it. */
    private Future<?> placed(Changed changed) {
        return changed instanceof Changed.Updated moved && moved.order() instanceof Pending placed
                ? settlements.supersede(placed)
                : Future.succeededFuture();
    }

    /** Takes an order in {@code pending} on when its term or its effect is over, and writes what its executor finds. */
    static final class SettlementService {
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
                    : ledger.raw()
                            .open(placed.terms().campaignId())
                            .compose(open -> supersede(placed, open, end.get()));
        }

        private Future<?> supersede(Pending placed, List<Order> open, Step end) {
            List<Future<Changed>> ended = open.stream()
                    .filter(Pending.class::isInstance)
                    .map(Pending.class::cast)
                    .filter(other -> !other.id().equals(placed.id()) && other.endedAt() == null)
                    .filter(other ->
                            other.terms().serviceId().equals(placed.terms().serviceId()))
                    .map(other -> write(other, end))
                    .toList();
            return Future.join(ended);
        }

        /** Changes it if it is still the same: who changed it in between was right. */
        private Future<Changed> write(Pending order, Step step) {
            Instant now = clock.instant();
            return ledger.change(
                    order.id(),
                    (current, facts) -> current.equals(order)
                            ? decide(order, step, now)
                            : new NextStep.NoChange("it has moved on"));
        }

        private static NextStep decide(Pending order, Step step, Instant now) {
            return switch (step) {
                case Step.End end ->
                    new NextStep.To(
                            order.end(end.at(), end.settleAt()),
                            new OrderEvent(now, "engine", end.why(), end.requestId()));
                case Step.Postpone postpone ->
                    new NextStep.To(order.later(now.plus(AGAIN)), OrderEvent.engine(now, postpone.why()));
                case Step.Seen seen ->
                    new NextStep.To(order.seen(seen.visibility(), seen.next()), OrderEvent.engine(now, seen.event()));
                case Step.GoOn on ->
                    new NextStep.To(
                            order.seen(order.receipt().visibility(), on.next()), OrderEvent.engine(now, on.event()));
                case Step.LookAgain again ->
                    new NextStep.To(
                            order.seen(order.receipt().visibility(), again.next()),
                            OrderEvent.engine(now, again.why()));
                case Step.NotReturned late -> {
                    Pending next = order.notReturned(late.budget(), late.refused(), late.problem(), now);
                    String detail =
                            "its budget could not be set back, again at " + next.until() + ": " + late.problem();
                    yield new NextStep.To(next, new OrderEvent(now, "engine", detail, late.requestId()));
                }
                case Step.Complete complete ->
                    new NextStep.To(
                            order.complete(complete.settlement(), now),
                            OrderEvent.engine(now, completed(complete.settlement())));
                case Step.Expire expire ->
                    new NextStep.To(order.expire(expire.reason(), now), OrderEvent.engine(now, expire.event()));
            };
        }

        /** An event stays for ever; what a trial told goes when its owner's consent ends, and is not in it. */
        private static String completed(Settlement settlement) {
            TrialResult trial = settlement.trial();
            return "completed, spent " + settlement.spent() + ": " + (trial == null ? settlement.note() : trial.read());
        }
    }
}
