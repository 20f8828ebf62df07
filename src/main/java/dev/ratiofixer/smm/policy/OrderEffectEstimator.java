package dev.ratiofixer.smm.policy;

import dev.ratiofixer.effect.CountedReading;
import dev.ratiofixer.effect.EffectEstimate;
import dev.ratiofixer.effect.EffectEstimate.Estimated;
import dev.ratiofixer.effect.EffectEstimate.Unmeasurable;
import dev.ratiofixer.effect.EffectQuestion;
import dev.ratiofixer.effect.EffectQuestion.WorkingHours;
import dev.ratiofixer.effect.GainModel;
import dev.ratiofixer.effect.GainModels;
import dev.ratiofixer.effect.UpliftEstimator;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.order.Settlement.EffectWindow;
import dev.ratiofixer.smm.order.Settlement.Uplift;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measures what an order brought, by {@link UpliftEstimator}. Orders of one campaign that worked in the same hours are
 * measured together: the window begins with the first of them, and the effect is of all. Pure.
 */
public final class OrderEffectEstimator {
    /** A comment, or a task that people have done, works for about this long. */
    public static final Duration PROMPT_WINDOW = Duration.ofDays(3);

    private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();
    /** A video whose release nobody knows is taken for one that does not age any more. */
    private static final Duration OLD = Duration.ofDays(30);

    /** An order and when it worked. {@code to} is exclusive. */
    private record Work(Order order, Instant from, Instant to) {
        boolean overlaps(Instant start, Instant end) {
            return from.isBefore(end) && start.isBefore(to);
        }
    }

    private final CampaignOrderHistory history;
    private final List<Work> works;
    private final Instant published;

    private OrderEffectEstimator(CampaignOrderHistory history) {
        this.history = history;
        this.works = history.orders().stream()
                .map(OrderEffectEstimator::work)
                .flatMap(Optional::stream)
                .toList();
        Instant known = history.publishedAt();
        this.published = known != null || history.readings().isEmpty()
                ? known == null ? Instant.EPOCH : known
                : history.readings().getFirst().at().minus(OLD);
    }

    /**
     * What an order that brings no views of its own brought until an instant. Where a budget was changed in the same
     * hours it cannot be told: nobody has asked the ads report.
     */
    public static Effect ofComment(CampaignOrderHistory history, Pending order, Instant to) {
        return new OrderEffectEstimator(history).measure(order, to, null);
    }

    /**
     * What a budget brought until an instant.
     *
     * @param paidViews the views between two instants that the amount above the owner's own budget paid for
     */
    public static Effect ofBudget(
            CampaignOrderHistory history, Pending order, Instant to, ToDoubleBiFunction<Instant, Instant> paidViews) {
        return order.terms().action() instanceof SetDailyBudget budget && budget.raised()
                ? new OrderEffectEstimator(history).measure(order, to, paidViews)
                : none(order.receipt().at(), to, "it did not raise the budget, so nothing more came because of it");
    }

    private static Effect none(Instant from, Instant to, String why) {
        return new Effect(null, null, new EffectWindow(from, to, List.of(), why, why));
    }

    private Effect measure(Pending order, Instant to, @Nullable ToDoubleBiFunction<Instant, Instant> paidViews) {
        Instant from = order.receipt().at();
        List<Order> together = new ArrayList<>();
        boolean found = true;
        while (found) {
            found = false;
            for (Work work : works) {
                if (!work.order().id().equals(order.id())
                        && !together.contains(work.order())
                        && work.overlaps(from, to)) {
                    together.add(work.order());
                    from = work.from().isBefore(from) ? work.from() : from;
                    found = true;
                }
            }
        }
        boolean budgets =
                together.stream().anyMatch(other -> other.terms().action().type() == OrderType.AD_BUDGET);
        if (paidViews == null && budgets) {
            return none(from, to, "the ads' budget was changed in the same days");
        }
        double paid = paidViews == null ? 0 : paidViews.applyAsDouble(from, to);
        EffectEstimate likes =
                measure(AssessedCounter.LIKES, GainModels.shipped().likes(), from, to, paid);
        EffectEstimate comments =
                measure(AssessedCounter.COMMENTS, GainModels.shipped().comments(), from, to, paid);
        List<String> others = together.stream().map(Order::id).sorted().toList();
        return new Effect(
                uplift(likes), uplift(comments), new EffectWindow(from, to, others, why(likes), why(comments)));
    }

    private EffectEstimate measure(AssessedCounter counter, GainModel model, Instant from, Instant to, double paid) {
        List<CountedReading> readings = readings(counter);
        List<WorkingHours> atWork = new ArrayList<>(works.stream()
                .map(work -> new WorkingHours(hours(work.from()), hours(work.to())))
                .toList());
        atWork.add(new WorkingHours(hours(from), hours(to)));
        return readings.isEmpty()
                ? new Unmeasurable(
                        "the " + counter.word() + " are hidden, or the way views are counted has just changed")
                : new UpliftEstimator(model)
                        .measure(readings, new EffectQuestion(hours(from), hours(to), paid, atWork));
    }

    /** The counter's readings since the last change of how views are counted. */
    private List<CountedReading> readings(AssessedCounter counter) {
        List<CountedReading> readings = new ArrayList<>();
        List<CampaignReading> all = history.readings();
        for (CampaignReading reading : all) {
            Long count = counter.of(reading);
            if (count != null && reading.regime() == all.getLast().regime()) {
                readings.add(new CountedReading(hours(reading.at()), reading.views(), count));
            }
        }
        return readings;
    }

    private double hours(Instant at) {
        return Duration.between(published, at).toMillis() / HOUR_MILLIS;
    }

    private static @Nullable Uplift uplift(EffectEstimate estimate) {
        return switch (estimate) {
            case Estimated known -> new Uplift(known.estimate(), known.low(), known.high());
            case Unmeasurable none -> null;
        };
    }

    private static @Nullable String why(EffectEstimate estimate) {
        return switch (estimate) {
            case Estimated known -> null;
            case Unmeasurable none -> none.why();
        };
    }

    /** When an order worked; empty if it never did. */
    private static Optional<Work> work(Order order) {
        return switch (order) {
            case Pending pending -> placed(pending);
            case Completed completed -> placed(completed);
            case Proposed none -> Optional.empty();
            case Approved none -> Optional.empty();
            case Placing none -> Optional.empty();
            case Ended none -> Optional.empty();
        };
    }

    private static Optional<Work> placed(Pending order) {
        Instant from = order.receipt().at();
        Instant ended = order.endedAt();
        return switch (order.terms().action()) {
            case SetDailyBudget budget -> Optional.of(new Work(order, from, ended == null ? order.until() : ended));
            case RunTrial trial -> Optional.of(new Work(order, from, ended == null ? order.until() : ended));
            case PostComment comment -> Optional.of(new Work(order, from, from.plus(PROMPT_WINDOW)));
            // Nobody has done it yet.
            case AskTeam task -> Optional.empty();
        };
    }

    private static Optional<Work> placed(Completed order) {
        Instant from = order.receipt().at();
        return switch (order.terms().action()) {
            case SetDailyBudget budget -> Optional.of(new Work(order, from, from.plus(budget.term())));
            case RunTrial trial -> Optional.of(new Work(order, from, from.plus(trial.term())));
            case PostComment comment -> Optional.of(new Work(order, from, from.plus(PROMPT_WINDOW)));
            case AskTeam task ->
                Optional.of(new Work(order, order.at(), order.at().plus(PROMPT_WINDOW)));
        };
    }
}
