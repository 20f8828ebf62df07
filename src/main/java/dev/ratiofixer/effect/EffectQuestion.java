package dev.ratiofixer.effect;

import java.util.List;

/**
 * Asks what came of the orders that were at work in a window.
 *
 * @param from hours since publication when the first of them began to work
 * @param to hours since publication until when their effect is looked at
 * @param paidViews views that they paid for in the window, as the ads report tells; 0 for none
 * @param atWork when any order of the campaign was at work: these hours are not quiet
 */
public record EffectQuestion(double from, double to, double paidViews, List<WorkingHours> atWork) {
    /** Hours since publication in which an order worked; {@code to} is exclusive. */
    public record WorkingHours(double from, double to) {
        boolean overlaps(double start, double end) {
            return from < end && start < to;
        }
    }

    public EffectQuestion {
        atWork = List.copyOf(atWork);
    }

    /** Asks of a single order without paid views, with nothing else at work. */
    public static EffectQuestion alone(double from, double to) {
        return new EffectQuestion(from, to, 0, List.of(new WorkingHours(from, to)));
    }

    boolean quiet(double start, double end) {
        return atWork.stream().noneMatch(each -> each.overlaps(start, end));
    }

    double hours() {
        return to - from;
    }
}
