package dev.ratiofixer.smm.execution;

import dev.ratiofixer.concurrent.Backoff;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.PlacementService.PlacementGuard.LedgerFencingCheck;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.ProviderReceipt;
import dev.ratiofixer.smm.order.SpendGuard;
import dev.ratiofixer.smm.order.SpendGuard.Approval;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.smm.order.Transition.TransitionContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an order in {@code placing} on: places it, or finds out whether it was placed. */
public final class PlacementService {
    private static final Logger LOG = LoggerFactory.getLogger(PlacementService.class);

    /** After the first look that did not find it, before the second. */
    private static final Duration SECOND_LOOK = Duration.ofMinutes(2);

    private final PublishingOrderLedger ledger;
    private final OrderExecutors executors;
    private final Backoff backoff;
    private final InstantSource clock;
    private final Supplier<SmmSettings> settings;

    PlacementService(
            PublishingOrderLedger ledger,
            OrderExecutors executors,
            Backoff backoff,
            InstantSource clock,
            Supplier<SmmSettings> settings) {
        this.ledger = ledger;
        this.executors = executors;
        this.backoff = backoff;
        this.clock = clock;
        this.settings = settings;
    }

    /** Makes the attempt that was just written down in this very run: nobody else makes it. */
    Future<Changed> send(Placing order) {
        return executors
                .of(order)
                .place(order, new LedgerFencingCheck(ledger.raw(), order))
                .compose(outcome -> record(order, outcome));
    }

    /** Goes on with an attempt that was left, or that waited: another is made only when it is certain that none was. */
    Future<Changed> resume(Placing order) {
        return order.attempt().waiting()
                ? retry(order, order.attempt().problem())
                : executors
                        .of(order)
                        .readBack(order)
                        .compose(found -> found instanceof Placement.NotFound
                                        && executors.of(order).executor().provenAbsent(order.attempt())
                                ? retry(order, "it is not there")
                                : record(order, found));
    }

    private Future<Changed> retry(Placing order, String why) {
        return ledger.change(order.id(), (current, at) -> retry(order, current, at, why))
                .compose(changed -> changed instanceof Changed.Updated moved && moved.order() instanceof Placing next
                        ? send(next)
                        : Future.succeededFuture(changed));
    }

    private NextStep retry(Placing order, Order current, TransitionContext at, String why) {
        if (!(current instanceof Placing now)
                || now.attempt().number() != order.attempt().number()) {
            return new NextStep.NoChange("it has moved on");
        }
        Instant moment = clock.instant();
        Optional<String> refusal = moment.isBefore(now.terms().expiresAt())
                ? PlacementGuard.refusal(now.terms(), now.approval(), settings.get(), at, moment)
                : Optional.of("it was to be placed before " + now.terms().expiresAt());
        return refusal.<NextStep>map(no -> failed(now, givenUp(now) + no, null, moment))
                .orElseGet(() -> new NextStep.To(
                        now.retry(why, moment),
                        OrderEvent.engine(moment, "attempt " + (now.attempt().number() + 1) + " begins: " + why)));
    }

    /** Where the provider cannot be asked, nobody can say whether a lost request has come. */
    private String givenUp(Placing order) {
        boolean mayHaveCome =
                !executors.of(order).executor().readable() && !order.attempt().waiting();
        return mayHaveCome ? "given up, though it may have come: " : "given up, it was not placed: ";
    }

    private Future<Changed> record(Placing order, Placement outcome) {
        return ledger.change(order.id(), (current, at) -> outcome(order, current, at, outcome));
    }

    private NextStep outcome(Placing tried, Order current, TransitionContext circumstances, Placement outcome) {
        if (!(current instanceof Placing now)) {
            if (outcome instanceof Placement.Placed placed && current instanceof Ended) {
                LOG.error(
                        "order={} is {} and the provider has it all the same: {}",
                        current.id(),
                        current.status(),
                        placed.reference());
            }
            return new NextStep.NoChange("it has moved on");
        }
        Instant at = clock.instant();
        if (outcome instanceof Placement.Placed placed) {
            return placed(now, placed, circumstances, at);
        }
        // What a later attempt knows is newer than anything but that the provider has it.
        return now.attempt().number() == tried.attempt().number()
                ? notPlaced(now, outcome, at)
                : new NextStep.NoChange("it has moved on");
    }

    private NextStep placed(Placing now, Placement.Placed placed, TransitionContext circumstances, Instant at) {
        Instant since = now.attempt().since();
        // Money may have been spent from the first moment on, however late it was found.
        Instant inForce = since != null && now.terms().cost().isPositive() ? since : at;
        Pending pending = now.placed(
                new ProviderReceipt(placed.reference(), placed.requestId(), inForce, placed.visibility()),
                executors.of(now).effect());
        Pending looked = executors
                .of(now)
                .executor()
                .firstLook()
                .map(pause -> pending.seen(placed.visibility(), at.plus(pause)))
                .orElse(pending);
        Optional<String> unwanted = now.terms().cost().isPositive() ? unwanted(circumstances) : Optional.empty();
        return unwanted.map(why -> (NextStep) new NextStep.To(
                        pending.later(at),
                        new OrderEvent(
                                at,
                                "engine",
                                "placed: " + placed.note() + "; it goes back: " + why,
                                placed.requestId())))
                .orElseGet(() -> new NextStep.To(
                        looked, new OrderEvent(at, "engine", "placed: " + placed.note(), placed.requestId())));
    }

    /** What has happened while it was being placed. */
    private Optional<String> unwanted(TransitionContext circumstances) {
        if (!settings.get().limits().spending()) {
            return Optional.of("spending is switched off (the page Spending says by whom)");
        }
        return circumstances.owner() == TransitionContext.CampaignPhase.OVER
                ? Optional.of("the campaign is over")
                : Optional.empty();
    }

    private NextStep notPlaced(Placing now, Placement outcome, Instant at) {
        return switch (outcome) {
            case Placement.Placed placed -> throw new IllegalStateException("it is placed");
            case Placement.NotPlaced not -> failed(now, not.problem(), not.requestId(), at);
            case Placement.Later later -> later(now, later, at);
            case Placement.Unknown unknown ->
                new NextStep.To(
                        now.doubt(
                                unknown.problem(),
                                at.plus(backoff.after(now.attempt().number(), null))),
                        new OrderEvent(at, "engine", "in doubt: " + unknown.problem(), unknown.requestId()));
            case Placement.NotFound none ->
                new NextStep.To(now.notFound(at.plus(SECOND_LOOK)), OrderEvent.engine(at, "not found at the provider"));
        };
    }

    private NextStep later(Placing now, Placement.Later later, Instant at) {
        Instant next = at.plus(backoff.after(now.attempt().number(), later.pause()));
        return next.isAfter(now.terms().expiresAt())
                ? failed(now, "it could not be placed in time: " + later.problem(), later.requestId(), at)
                : new NextStep.To(
                        now.again(later.problem(), next),
                        new OrderEvent(at, "engine", "again at " + next + ": " + later.problem(), later.requestId()));
    }

    private static NextStep failed(Placing now, String problem, @Nullable String requestId, Instant at) {
        return new NextStep.To(now.fail(problem, at), new OrderEvent(at, "engine", problem, requestId));
    }

    /** Whether an order may go to its provider; asked again in the very transaction before each attempt. */
    public static final class PlacementGuard {
        private PlacementGuard() {}

        /** Why it may not, as one sentence for people; empty when it may. */
        static Optional<String> refusal(
                OrderTerms terms, Approval approval, SmmSettings settings, TransitionContext at, Instant now) {
            return ordersRefused(settings)
                    .or(() -> ownerRefuses(terms, at))
                    .or(() -> at.consentEnded()
                            ? Optional.of(
                                    approval instanceof Approval.ByPerson
                                            ? "the owner's consent does not cover trials"
                                            : "the " + approval.by() + " was changed or taken back since")
                            : Optional.empty())
                    .or(() -> approval.refuses(terms, at.spend(), now))
                    .or(() -> SpendGuard.refuse(terms.cost(), rules(terms, settings), at.spend()));
        }

        /** The limits that an order has to keep under the settings of now. */
        public static SpendRules rules(OrderTerms terms, SmmSettings settings) {
            return new SpendRules(terms.limits(), servicePerDay(terms, settings), settings.limits());
        }

        /** A service's orders of one day may reserve what one order at its highest budget would. */
        private static @Nullable Money servicePerDay(OrderTerms terms, SmmSettings settings) {
            return switch (terms.action()) {
                case SetDailyBudget budget -> highest(budget, terms, settings);
                case RunTrial trial -> highest(trial.raise(trial.paidDays()), terms, settings);
                case PostComment comment -> null;
                case AskTeam task -> null;
            };
        }

        private static @Nullable Money highest(SetDailyBudget budget, OrderTerms terms, SmmSettings settings) {
            return settings.service(terms.serviceId())
                    .filter(AdBudgetService.class::isInstance)
                    .map(AdBudgetService.class::cast)
                    .map(service -> SetDailyBudget.exposure(
                            service.maxDaily(), Money.zero(service.maxDaily().currency()), budget.term()))
                    .orElse(null);
        }

        private static Optional<String> ordersRefused(SmmSettings settings) {
            return settings.ordersAllowed() ? Optional.empty() : Optional.of(SmmSettings.DECLINED);
        }

        private static Optional<String> ownerRefuses(OrderTerms terms, TransitionContext at) {
            return switch (at.owner()) {
                case RUNNING -> Optional.empty();
                case PAUSED ->
                    terms.cost().isPositive()
                            ? Optional.of("the campaign is paused: nothing that costs is placed until it goes on")
                            : Optional.empty();
                case HELD ->
                    Optional.of("a person has paused the campaign: nothing is placed until a person resumes it");
                case OVER -> Optional.of("the campaign is over");
            };
        }

        /**
         * Lets a request leave only while the ledger says that this node has the order. A node that was frozen for long
         * asks again before it sends, and one that was frozen over the answer finds the answer stale: what is left is
         * the moment between reading the clock and writing to the socket.
         */
        static final class LedgerFencingCheck implements FencingCheck {
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
                        return withheld("another server works on this order or its service; it is tried again");
                    }
                    return System.nanoTime() - asked > FRESH.toNanos()
                            ? withheld("the database took too long to confirm it; it is tried again")
                            : Future.succeededFuture();
                });
            }

            private static Future<Void> withheld(String reason) {
                return Future.failedFuture(new ProviderException(new ProviderFailure.Aborted("not sent: " + reason)));
            }
        }
    }
}
