package dev.ratiofixer.smm.execution;

import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.PlacementGuard.LedgerFencingCheck;
import dev.ratiofixer.smm.execution.adbudget.AdBudgetExecutor;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.order.Transition.Decision;
import dev.ratiofixer.smm.policy.adbudget.BudgetOutcome;
import dev.ratiofixer.smm.policy.comment.UpliftEstimator;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes an order in {@code pending} on when its term or its effect is over. */
final class SettlementService {
    /** Ads metrics lag by hours: what an order cost is known this long after it ended. */
    static final Duration METRICS_LAG = Duration.ofHours(8);

    private static final Duration AGAIN = Duration.ofMinutes(15);

    private final PublishingOrderLedger book;
    private final AdBudgetExecutor budgets;
    private final Supplier<SmmSettings> settings;
    private final InstantSource clock;

    SettlementService(PublishingOrderLedger book, ProviderClients channels, Supplier<SmmSettings> settings, InstantSource clock) {
        this.book = book;
        this.budgets = new AdBudgetExecutor(channels.ads());
        this.settings = settings;
        this.clock = clock;
    }

    Future<Changed> step(Pending order) {
        return switch (order.terms().action()) {
            case SetDailyBudget budget -> order.endedAt() == null ? end(order, budget) : settle(order, budget);
            case PostComment comment -> measure(order);
            case AskTeam task ->
                become(
                        order,
                        now -> new Decision.To(
                                now.expire("nobody has completed it", clock.instant()),
                                OrderEvent.engine(clock.instant(), "nobody has completed it in two weeks")));
        };
    }

    /** The next order is in force: this one ends without its budget going back. */
    Future<Changed> superseded(Pending order, Instant by) {
        return become(
                order,
                now -> new Decision.To(
                        now.end(by, by.plus(METRICS_LAG)),
                        OrderEvent.engine(clock.instant(), "the next order took its place")));
    }

    private Future<Changed> end(Pending order, SetDailyBudget budget) {
        return book.ledger().open(order.terms().campaignId()).compose(open -> {
            List<Order> later =
                    open.stream().filter(other -> follows(order, other)).toList();
            Optional<Instant> inForce = later.stream()
                    .filter(Pending.class::isInstance)
                    .map(other -> ((Pending) other).receipt().at())
                    .findFirst();
            if (inForce.isPresent()) {
                return superseded(order, inForce.get());
            }
            if (later.stream().anyMatch(other -> !(other instanceof dev.ratiofixer.smm.order.Order.Proposed))) {
                return postpone(order, "the next order is being placed");
            }
            return budget.raised() ? giveBack(order, budget) : ended(order, "its budget stays", null);
        });
    }

    private static boolean follows(Pending order, Order other) {
        return !other.id().equals(order.id())
                && other.terms().serviceId().equals(order.terms().serviceId())
                && other.terms().orderedAt().isAfter(order.terms().orderedAt());
    }

    private Future<Changed> giveBack(Pending order, SetDailyBudget budget) {
        return budgets.giveBack(budget, new LedgerFencingCheck(book.ledger(), order))
                .compose(done -> done.isPresent()
                        ? ended(
                                order,
                                "it is over: " + done.get().note(),
                                done.get().requestId())
                        : postpone(order, "its budget could not be given back yet"));
    }

    private Future<Changed> ended(Pending order, String why, @Nullable String requestId) {
        Instant at = clock.instant();
        return become(
                order,
                now -> new Decision.To(
                        now.end(at, at.plus(METRICS_LAG)), new OrderEvent(at, "engine", why, requestId)));
    }

    private Future<Changed> settle(Pending order, SetDailyBudget budget) {
        Instant ended = order.endedAt() == null ? clock.instant() : order.endedAt();
        Account account = new Account(budget.customerId(), budget.managerId());
        return book.ledger()
                .book(order.terms().campaignId(), order.terms().video(), clock.instant())
                .compose(campaign -> budgets.facts(
                                account, budget.adsCampaignId(), first(campaign, order), clock.instant())
                        .map(ads -> BudgetOutcome.settle(
                                order,
                                budget,
                                ended,
                                ads,
                                campaign,
                                settings.get().policy(),
                                clock.instant())))
                .compose(
                        settlement -> complete(order, settlement),
                        cause -> postpone(order, "what it cost cannot be read yet"));
    }

    private static Instant first(dev.ratiofixer.smm.order.CampaignOrderHistory book, Pending order) {
        Instant placed = order.receipt().at();
        return book.readings().isEmpty() || book.readings().getFirst().at().isAfter(placed)
                ? placed
                : book.readings().getFirst().at();
    }

    private Future<Changed> measure(Pending order) {
        return book.ledger()
                .book(order.terms().campaignId(), order.terms().video(), clock.instant())
                .compose(campaign -> {
                    Effect effect = UpliftEstimator.measure(
                            campaign.readings(), order.receipt().at(), order.until());
                    Money nothing = Money.zero(order.terms().cost().currency());
                    return complete(order, new Settlement(nothing, effect, "its effect was measured"));
                });
    }

    private Future<Changed> complete(Pending order, Settlement settlement) {
        Instant at = clock.instant();
        return become(
                order,
                now -> new Decision.To(
                        now.complete(settlement, at),
                        OrderEvent.engine(at, "completed, spent " + settlement.spent() + ": " + settlement.note())));
    }

    private Future<Changed> postpone(Pending order, String why) {
        Instant at = clock.instant();
        return become(order, now -> new Decision.To(now.later(at.plus(AGAIN)), OrderEvent.engine(at, why)));
    }

    /** Changes it if it is still the same: who changed it in between was right. */
    private Future<Changed> become(Pending order, Function<Pending, Decision> next) {
        return book.change(
                order.id(),
                (current, facts) ->
                        current.equals(order) ? next.apply(order) : new Decision.NoChange("it has moved on"));
    }
}
