package dev.ratiofixer.smm.policy;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.Evidence;
import dev.ratiofixer.smm.order.Approved;
import dev.ratiofixer.smm.order.CampaignBook;
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
    private record Placed(SetDailyBudget budget, Instant at) {}

    private BudgetOutcome() {}

    /**
     * Settles an order that has ended.
     *
     * @param book of its campaign: the other orders share its days
     */
    public static Settlement settle(
            Pending order, SetDailyBudget budget, Instant endedAt, AdsFacts ads, CampaignBook book, Instant now) {
        List<BudgetShares.Stretch> stretches =
                stretches(book.orders(), order.terms().serviceId(), endedAt);
        BudgetShares.Stretch own =
                new BudgetShares.Stretch(budget, order.receipt().at(), endedAt);
        List<BudgetShares.Share> shares = new BudgetShares(stretches, ads.zone()).above(own, ads.days());
        long spent = shares.stream()
                .mapToLong(share -> (long) Math.floor(share.day().costMicros() * share.above()))
                .sum();
        double views = shares.stream()
                .mapToDouble(share -> share.day().views() * share.above())
                .sum();
        Effect effect = new Effect(
                uplift(order.terms().evidence(), Counter.LIKES, views, ads, book, now),
                uplift(order.terms().evidence(), Counter.COMMENTS, views, ads, book, now));
        return new Settlement(
                new Money(spent, order.terms().cost().currency()), effect, "%.0f more paid views".formatted(views));
    }

    private static List<BudgetShares.Stretch> stretches(List<Order> orders, String serviceId, Instant end) {
        List<Placed> placed = orders.stream()
                .filter(order -> order.terms().serviceId().equals(serviceId))
                .map(BudgetOutcome::placed)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Placed::at))
                .toList();
        List<BudgetShares.Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < placed.size(); i++) {
            Instant from = placed.get(i).at();
            Instant termEnd = from.plus(placed.get(i).budget().term());
            Instant next = i + 1 < placed.size() ? placed.get(i + 1).at() : end;
            Instant to = termEnd.isBefore(next) ? termEnd : next;
            stretches.add(new BudgetShares.Stretch(placed.get(i).budget(), from, to));
        }
        return stretches;
    }

    private static Optional<Placed> placed(Order order) {
        @Nullable
        Instant at = switch (order) {
            case Pending pending -> pending.receipt().at();
            case Completed completed -> completed.receipt().at();
            case Proposed none -> null;
            case Approved none -> null;
            case Placing none -> null;
            case Ended none -> null;
        };
        return at != null && order.terms().action() instanceof SetDailyBudget budget
                ? Optional.of(new Placed(budget, at))
                : Optional.empty();
    }

    private static @Nullable Uplift uplift(
            Evidence evidence, Counter counter, double views, AdsFacts ads, CampaignBook book, Instant now) {
        Standing standing = Standing.of(counter, evidence, dev.ratiofixer.smm.PolicySettings.DEFAULT);
        if (standing.health() == Standing.Health.UNKNOWN) {
            return null;
        }
        List<CampaignDay> days = CampaignDays.of(book.readings(), ads.days(), ads.zone(), now);
        return PaidViewers.estimate(days, book.readings(), counter)
                .map(paid -> {
                    double each = views * standing.targetRate();
                    return new Uplift(each * paid.multiple(), each * paid.low(), each * paid.high());
                })
                .orElse(null);
    }
}
