package dev.ratiofixer.smm.policy;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.Evidence;
import dev.ratiofixer.smm.PolicySettings;
import dev.ratiofixer.smm.order.Approved;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.Completed;
import dev.ratiofixer.smm.order.Effect;
import dev.ratiofixer.smm.order.Ended;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Pending;
import dev.ratiofixer.smm.order.Placing;
import dev.ratiofixer.smm.order.Proposed;
import dev.ratiofixer.smm.order.SetDailyBudget;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Uplift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a budget order cost above the owner's own budget, and what the views that it paid for brought. */
public final class BudgetOutcome {
    private record Placed(SetDailyBudget budget, Instant at, Instant to) {}

    private BudgetOutcome() {}

    /**
     * Settles an order that has ended.
     *
     * @param book of its campaign: the other orders share its days
     * @param settings whose target paid viewers are measured by, as the book's readings are
     */
    public static Settlement settle(
            Pending order,
            SetDailyBudget budget,
            Instant endedAt,
            AdsFacts ads,
            CampaignOrderHistory book,
            PolicySettings settings,
            Instant now) {
        List<BudgetShares.Period> stretches = stretches(book.orders(), order, endedAt);
        BudgetShares.Period own =
                new BudgetShares.Period(budget, order.receipt().at(), endedAt);
        List<BudgetShares.Share> shares = new BudgetShares(stretches, ads.zone()).above(own, ads.days());
        long spent = shares.stream()
                .mapToLong(share -> (long) Math.floor(share.day().costMicros() * share.above()))
                .sum();
        double views = shares.stream()
                .mapToDouble(share -> share.day().views() * share.above())
                .sum();
        Effect effect = new Effect(
                uplift(order.terms().evidence(), Counter.LIKES, views, ads, book, settings, now),
                uplift(order.terms().evidence(), Counter.COMMENTS, views, ads, book, settings, now));
        return new Settlement(
                new Money(spent, order.terms().cost().currency()), effect, "%.0f more paid views".formatted(views));
    }

    private static List<BudgetShares.Period> stretches(List<Order> orders, Pending settled, Instant end) {
        List<Placed> placed = orders.stream()
                .filter(order ->
                        order.terms().serviceId().equals(settled.terms().serviceId()))
                .map(order -> placed(order, settled, end))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Placed::at))
                .toList();
        List<BudgetShares.Period> stretches = new ArrayList<>();
        for (int i = 0; i < placed.size(); i++) {
            Placed one = placed.get(i);
            Instant next = i + 1 < placed.size() ? placed.get(i + 1).at() : one.to();
            Instant to = one.to().isBefore(next) ? one.to() : next;
            stretches.add(new BudgetShares.Period(one.budget(), one.at(), to));
        }
        return stretches;
    }

    private static Optional<Placed> placed(Order order, Pending settled, Instant end) {
        if (!(order.terms().action() instanceof SetDailyBudget budget)) {
            return Optional.empty();
        }
        if (order.id().equals(settled.id())) {
            return Optional.of(new Placed(budget, settled.receipt().at(), end));
        }
        return switch (order) {
            case Pending pending ->
                Optional.of(new Placed(budget, pending.receipt().at(), ended(pending, budget)));
            case Completed completed ->
                Optional.of(new Placed(
                        budget,
                        completed.receipt().at(),
                        completed.receipt().at().plus(budget.term())));
            case Proposed none -> Optional.empty();
            case Approved none -> Optional.empty();
            case Placing none -> Optional.empty();
            case Ended none -> Optional.empty();
        };
    }

    /** A budget that could not be given back at the end of its term was in force for longer. */
    private static Instant ended(Pending order, SetDailyBudget budget) {
        Instant at = order.endedAt();
        return at != null ? at : order.receipt().at().plus(budget.term());
    }

    private static @Nullable Uplift uplift(
            Evidence evidence,
            Counter counter,
            double views,
            AdsFacts ads,
            CampaignOrderHistory book,
            PolicySettings settings,
            Instant now) {
        CounterAssessment standing = CounterAssessment.of(counter, evidence, settings);
        if (standing.health() == CounterAssessment.Health.UNKNOWN) {
            return null;
        }
        return PaidEngagementEstimator.estimate(book.readings(), ads, counter, now)
                .map(paid -> {
                    double each = views * standing.targetRate();
                    return new Uplift(each * paid.multiple(), each * paid.low(), each * paid.high());
                })
                .orElse(null);
    }
}
