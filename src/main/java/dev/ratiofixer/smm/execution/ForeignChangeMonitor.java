package dev.ratiofixer.smm.execution;

import dev.ratiofixer.google.ads.AdsChangeEvent;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import dev.ratiofixer.smm.api.SpendingHold;
import dev.ratiofixer.smm.api.SpendingHolds;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees that somebody else has changed the budget that an order in force had set or was about to set, finds out who,
 * tells it in the order's history, and holds the campaign until a person releases it. Belongs to one context.
 */
final class ForeignChangeMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignChangeMonitor.class);
    private static final String REMEDY =
            "nothing is ordered for this campaign until somebody who may approve lets it order again, on the campaign's page";

    private final GoogleAdsClient ads;
    private final SpendingHolds holds;
    private final PublishingOrderLedger ledger;
    private final InstantSource clock;

    ForeignChangeMonitor(GoogleAdsClient ads, SpendingHolds holds, PublishingOrderLedger ledger, InstantSource clock) {
        this.ads = ads.as(OperationPurpose.READ);
        this.holds = holds;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A budget that is not as the order in force set it, or as it was when an order was decided. */
    record ForeignChange(Order order, SetDailyBudget set, DailyBudget found) {
        /** The earliest moment at which it can have been changed. */
        Instant since() {
            return order instanceof Pending pending
                    ? pending.receipt().at()
                    : order.terms().orderedAt();
        }

        String sentence() {
            return order instanceof Pending
                    ? "the budget is " + found + " and not " + set.after() + ", which this order had set"
                    : "the budget is " + found + " and was " + set.before() + " when this order was decided";
        }

        /** Finds again what holds a campaign and nobody is named for yet, if the budget is still the same. */
        static Optional<ForeignChange> of(PolicyInput input, SpendingHold unnamed) {
            if (!(input.ads() instanceof AdsView.Known known)
                    || !known.facts().budget().toString().equals(unnamed.found())) {
                return Optional.empty();
            }
            return input.history().orders().stream()
                    .filter(order -> order.id().equals(unnamed.orderId())
                            && order.terms().action() instanceof SetDailyBudget)
                    .findFirst()
                    .map(order -> new ForeignChange(
                            order,
                            (SetDailyBudget) order.terms().action(),
                            known.facts().budget()));
        }

        /** Finds it in what the policy looks at. */
        static Optional<ForeignChange> of(PolicyInput input) {
            if (!(input.ads() instanceof AdsView.Known known)) {
                return Optional.empty();
            }
            DailyBudget found = known.facts().budget();
            return inForce(input.history().orders())
                    .filter(pending -> pending.terms().action() instanceof SetDailyBudget set
                            && !set.after().equals(found))
                    .map(pending -> new ForeignChange(
                            pending, (SetDailyBudget) pending.terms().action(), found));
        }

        private static Optional<Pending> inForce(List<Order> newestFirst) {
            return newestFirst.stream()
                    .filter(order -> order instanceof Pending pending
                            && pending.endedAt() == null
                            && pending.terms().action() instanceof SetDailyBudget)
                    .map(Pending.class::cast)
                    .findFirst();
        }
    }

    /** Returns what holds the campaign, from before or from now on; empty if nothing does. */
    Future<Optional<SpendingHold>> check(PolicyInput input) {
        return holds.newest(input.promotion().campaignId()).compose(newest -> {
            Optional<SpendingHold> holding = newest.filter(SpendingHold::holds);
            Optional<ForeignChange> change = ForeignChange.of(input)
                    .or(() -> holding.filter(hold -> hold.changedBy() == null)
                            .flatMap(unnamed -> ForeignChange.of(input, unnamed)));
            if (change.isEmpty()) {
                return Future.succeededFuture(holding);
            }
            String found = change.get().found().toString();
            boolean known = newest.filter(
                            hold -> hold.orderId().equals(change.get().order().id())
                                    && hold.found().equals(found)
                                    && (hold.changedBy() != null || !hold.holds()))
                    .isPresent();
            return known ? Future.succeededFuture(holding) : hold(change.get(), holding);
        });
    }

    /**
     * Holds the campaign for a budget that was found when its order was to begin or end; returns what to tell of it.
     */
    Future<String> found(Order order, SetDailyBudget set, DailyBudget found) {
        Instant now = clock.instant();
        return named(new ForeignChange(order, set, found), now, now)
                .compose(hold -> holds.keep(hold).map(hold.reason()));
    }

    private Future<Optional<SpendingHold>> hold(ForeignChange change, Optional<SpendingHold> before) {
        Instant now = clock.instant();
        return named(change, before.map(SpendingHold::since).orElse(now), now).compose(hold -> {
            boolean news = before.isEmpty() || hold.changedBy() != null;
            return holds.keep(hold)
                    .compose(kept -> news ? tell(change.order(), hold.reason(), now) : Future.succeededFuture())
                    .map(done -> Optional.of(hold));
        });
    }

    private Future<SpendingHold> named(ForeignChange change, Instant since, Instant now) {
        return who(change, now).map(by -> {
            String told = change.sentence() + ": "
                    + by.map(name -> "changed by " + name).orElse("Google does not name yet who changed it");
            LOG.warn("order={} {}", change.order().id(), told);
            return new SpendingHold(
                    change.order().terms().campaignId(),
                    change.order().id(),
                    since,
                    told + "; " + REMEDY,
                    change.found().toString(),
                    by.orElse(null),
                    null,
                    null);
        });
    }

    /** The newest change to what was found; empty if Google cannot be asked, or does not know it yet. */
    private Future<Optional<String>> who(ForeignChange change, Instant now) {
        SetDailyBudget set = change.set();
        Account account = new Account(set.customerId(), set.managerId());
        return ads.campaign(account, set.adsCampaignId())
                .compose(campaign -> ads.changes(account, campaign, change.since(), now))
                .map(changes -> changes.stream()
                        .filter(one -> fits(one, change.found()))
                        .findFirst()
                        .map(AdsChangeEvent::sentence))
                .otherwise(Optional.empty());
    }

    private static boolean fits(AdsChangeEvent change, DailyBudget found) {
        Long micros = change.newMicros();
        String status = change.newStatus();
        return (micros != null && micros == found.daily().micros())
                || (status != null && status.equals(found.serving() ? "ENABLED" : "PAUSED"));
    }

    private Future<?> tell(Order order, String what, Instant now) {
        return ledger.change(order.id(), (current, at) -> new NextStep.To(current, OrderEvent.engine(now, what)));
    }
}
