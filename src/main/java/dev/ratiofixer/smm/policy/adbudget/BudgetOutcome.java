package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderAction.Unreturned;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.order.Settlement.EffectWindow;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.order.Settlement.Uplift;
import dev.ratiofixer.smm.policy.OrderEffectEstimator;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsDay;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.BudgetTrial.TrialBlock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a budget order cost above the owner's own budget, and what it brought. */
public final class BudgetOutcome {
    private record PlacedBudget(SetDailyBudget budget, Instant at, Instant to) {}

    private BudgetOutcome() {}

    /**
     * Settles an order that has ended.
     *
     * @param history of its campaign: the other orders share its days
     */
    public static Settlement settle(
            Pending order, SetDailyBudget budget, Instant endedAt, AdsFacts ads, CampaignOrderHistory history) {
        List<BudgetShares.BudgetPeriod> stretches = stretches(history.orders(), order, endedAt);
        BudgetShares.BudgetPeriod own =
                new BudgetShares.BudgetPeriod(budget, order.receipt().at(), endedAt);
        List<BudgetShares.DayShare> shares = new BudgetShares(stretches, ads.zone()).above(own, ads.days());
        long spent = shares.stream()
                .mapToLong(share -> (long) Math.floor(share.day().costMicros() * share.above()))
                .sum();
        double views = shares.stream()
                .mapToDouble(share -> share.day().views() * share.above())
                .sum();
        Effect effect = OrderEffectEstimator.ofBudget(
                history, order, endedAt, (from, to) -> paidViews(stretches, from, to, ads));
        return new Settlement(
                new Money(spent, order.terms().cost().currency()), effect, "%.0f more paid views".formatted(views));
    }

    /**
     * Why nothing may be changed while a raised budget could not be given back, empty if there is none: people were
     * told, and a further raise, or one that is kept up, would end their alarm.
     */
    public static Optional<String> overdue(List<Order> orders, String serviceId) {
        return orders.stream()
                .filter(order -> order instanceof Pending pending
                        && pending.overdue()
                        && pending.terms().serviceId().equals(serviceId))
                .findFirst()
                .map(late -> "the budget that an earlier order had raised (order " + late.id()
                        + ") should be back and is not: nothing is changed until it is");
    }

    /**
     * What is known of a trial that has ended.
     *
     * @param rate what the target asks of a view, 0 where that is not known
     * @param own when the owner's own budget was seen to be in force again
     */
    public record TrialFindings(TrialResult result, double rate, List<Instant> own) {
        public TrialFindings {
            own = List.copyOf(own);
        }
    }

    /** Settles a trial that has ended: what its raised blocks cost above the owner's own budget, and what it told. */
    public static Settlement settle(
            Pending order, RunTrial action, BudgetTrial trial, Instant endedAt, AdsFacts ads, TrialFindings found) {
        SetDailyBudget raise = action.raise(action.term());
        List<BudgetShares.BudgetPeriod> raised = Stream.concat(
                        trial.blocks().stream(), Stream.of(new TrialBlock(trial.end(), endedAt, false)))
                .map(block -> raised(raise, block, order, upTo(block, trial, found.own(), endedAt)))
                .map(period -> period.within(period.from(), endedAt))
                .filter(period -> period.from().isBefore(period.to()))
                .toList();
        BudgetShares shares = new BudgetShares(raised, ads.zone());
        List<BudgetShares.DayShare> above = raised.stream()
                .flatMap(period -> shares.above(period, ads.days()).stream())
                .toList();
        long spent = above.stream()
                .mapToLong(share -> (long) Math.floor(share.day().costMicros() * share.above()))
                .sum();
        double views = above.stream()
                .mapToDouble(share -> share.day().views() * share.above())
                .sum();
        return new Settlement(
                new Money(spent, order.terms().cost().currency()),
                effect(action, new EffectWindow(order.receipt().at(), endedAt, List.of(), null, null), views, found),
                found.result().sentence(action.counter()),
                found.result());
    }

    /** What the trial's own interval says of all the views that it paid for. */
    private static Effect effect(RunTrial action, EffectWindow when, double views, TrialFindings found) {
        Double low = found.result().multipleLow();
        Double high = found.result().multipleHigh();
        double usual = views * found.rate();
        Uplift uplift = low == null || high == null || usual <= 0
                ? null
                : new Uplift((low + high) / 2 * usual, low * usual, high * usual);
        String open = uplift == null ? "the trial's interval is open: its days say too little" : null;
        String other = "the trial was about " + action.counter();
        return action.counter().equals(AssessedCounter.COMMENTS.word())
                ? new Effect(null, uplift, new EffectWindow(when.from(), when.to(), List.of(), other, open))
                : new Effect(uplift, null, new EffectWindow(when.from(), when.to(), List.of(), open, other));
    }

    /**
     * Until when a block's budget was up: an engine that was not running gives it back later than the coin says. The
     * next raised block, and a return that failed, count by themselves.
     */
    private static Instant upTo(TrialBlock block, BudgetTrial trial, List<Instant> own, Instant endedAt) {
        Instant next = trial.blocks().stream()
                .filter(one -> one.raised() && !one.from().isBefore(block.to()))
                .map(TrialBlock::from)
                .findFirst()
                .orElse(endedAt);
        Instant back = own.stream()
                .filter(at -> !at.isBefore(block.to()))
                .min(Comparator.naturalOrder())
                .orElse(endedAt);
        return back.isBefore(next) ? back : next;
    }

    /** When a block's budget was up: as the coin fell, and where it could not be given back until it was. */
    private static BudgetShares.BudgetPeriod raised(
            SetDailyBudget raise, TrialBlock block, Pending order, Instant upTo) {
        Unreturned late = order.unreturned();
        if (block.raised()) {
            Instant to = later(block.to(), late != null && late.since().isBefore(upTo) ? late.since() : upTo);
            return new BudgetShares.BudgetPeriod(raise, block.from(), to);
        }
        Instant from = late == null ? block.to() : later(block.from(), late.since());
        return new BudgetShares.BudgetPeriod(raise, from, block.to());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** The views between two instants that amounts above the owner's own budget paid for. */
    private static double paidViews(List<BudgetShares.BudgetPeriod> stretches, Instant from, Instant to, AdsFacts ads) {
        BudgetShares shares = new BudgetShares(stretches, ads.zone());
        return stretches.stream()
                .map(period -> period.within(from, to))
                .flatMap(period -> shares.above(period, ads.days()).stream())
                .mapToDouble(share -> share.day().views() * share.above())
                .sum();
    }

    private static List<BudgetShares.BudgetPeriod> stretches(List<Order> orders, Pending settled, Instant end) {
        List<PlacedBudget> placed = orders.stream()
                .filter(order ->
                        order.terms().serviceId().equals(settled.terms().serviceId()))
                .map(order -> placed(order, settled, end))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(PlacedBudget::at))
                .toList();
        List<BudgetShares.BudgetPeriod> stretches = new ArrayList<>();
        for (int i = 0; i < placed.size(); i++) {
            PlacedBudget one = placed.get(i);
            Instant next = i + 1 < placed.size() ? placed.get(i + 1).at() : one.to();
            Instant to = one.to().isBefore(next) ? one.to() : next;
            stretches.add(new BudgetShares.BudgetPeriod(one.budget(), one.at(), to));
        }
        return stretches;
    }

    private static Optional<PlacedBudget> placed(Order order, Pending settled, Instant end) {
        if (!(order.terms().action() instanceof SetDailyBudget budget)) {
            return Optional.empty();
        }
        if (order.id().equals(settled.id())) {
            return Optional.of(new PlacedBudget(budget, settled.receipt().at(), end));
        }
        return switch (order) {
            case Pending pending ->
                Optional.of(new PlacedBudget(budget, pending.receipt().at(), ended(pending, budget)));
            case Completed completed ->
                Optional.of(new PlacedBudget(
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

    /**
     * Whose a day's spend was. Budgets change within a day, and Google tells spend by day: a day's cost is shared out
     * by budget times time, and of an order's share the part above the owner's own budget is the order's.
     */
    static final class BudgetShares {
        /** A budget that was in force for a while. {@code to} is exclusive. */
        record BudgetPeriod(SetDailyBudget budget, Instant from, Instant to) {
            BudgetPeriod within(Instant start, Instant end) {
                return new BudgetPeriod(budget, from.isBefore(start) ? start : from, to.isAfter(end) ? end : to);
            }
        }

        private final List<BudgetPeriod> stretches;
        private final ZoneId zone;

        /** @param stretches all of the service's; between them the owner's own budget was in force */
        BudgetShares(List<BudgetPeriod> stretches, ZoneId zone) {
            this.stretches = List.copyOf(stretches);
            this.zone = zone;
        }

        /** A day of which an order owns a share. */
        record DayShare(AdsDay day, double above) {}

        /** For each day, which share of its cost and views came from the amount above the baseline of {@code own}. */
        List<DayShare> above(BudgetPeriod own, List<AdsDay> days) {
            List<DayShare> shares = new ArrayList<>();
            double after = own.budget().after().effective().micros();
            double baseline = own.budget().baseline().micros();
            if (after <= baseline) {
                return shares;
            }
            for (AdsDay day : days) {
                double weight = after * hours(own, day.date());
                if (weight > 0) {
                    shares.add(new DayShare(day, weight / total(own, day.date()) * (after - baseline) / after));
                }
            }
            return shares;
        }

        private double total(BudgetPeriod own, LocalDate date) {
            double weight = 0;
            double covered = 0;
            for (BudgetPeriod stretch : stretches) {
                double hours = hours(stretch, date);
                covered += hours;
                weight += stretch.budget().after().effective().micros() * hours;
            }
            double day = Duration.between(start(date), start(date.plusDays(1))).toMillis();
            return weight + own.budget().baseline().micros() * Math.max(0, day - covered);
        }

        private double hours(BudgetPeriod stretch, LocalDate date) {
            long from = Math.max(stretch.from().toEpochMilli(), start(date).toEpochMilli());
            long to = Math.min(
                    stretch.to().toEpochMilli(), start(date.plusDays(1)).toEpochMilli());
            return Math.max(0, to - from);
        }

        private Instant start(LocalDate date) {
            return date.atStartOfDay(zone).toInstant();
        }
    }
}
