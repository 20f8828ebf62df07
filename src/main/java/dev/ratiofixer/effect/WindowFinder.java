package dev.ratiofixer.effect;

import dev.ratiofixer.effect.UpliftEstimator.GainWindow;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the readings that a window begins and ends with, and those before it that its pace is taken from. */
final class WindowFinder {
    /** Readings may lie off a window's ends by this share of it. */
    private static final double SLACK = 0.25;

    /** The past that a pace is taken from is at least this share of the window and at most that many times it. */
    private static final double SHORTEST_PAST = 0.3;

    private static final double LONGEST_PAST = 3;
    private static final double DAY = 24;

    private final List<CountedReading> readings;

    /** @param readings oldest first */
    WindowFinder(List<CountedReading> readings) {
        this.readings = List.copyOf(readings);
    }

    /** The last reading before an age, or else the first after it, if near enough for a window of so many hours. */
    Optional<CountedReading> start(double at, double hours) {
        Optional<CountedReading> before = readings.stream()
                .filter(each -> each.hours() <= at && each.hours() >= at - SLACK * hours)
                .reduce((one, other) -> other);
        return before.or(() -> readings.stream()
                .filter(each -> each.hours() > at && each.hours() <= at + SLACK * hours)
                .findFirst());
    }

    /** The reading nearest to an age, if near enough. */
    Optional<CountedReading> end(double at, double hours) {
        return readings.stream()
                .filter(each -> Math.abs(each.hours() - at) <= SLACK * hours)
                .min(Comparator.comparingDouble(each -> Math.abs(each.hours() - at)));
    }

    /** The window from a start, with its past; empty when too little of that is known or it was not quiet. */
    Optional<GainWindow> window(CountedReading start, double hours, double views, EffectQuestion question) {
        List<CountedReading> past = readings.stream()
                .filter(each -> each.hours() < start.hours())
                .filter(each -> question.quiet(each.hours(), start.hours()))
                .filter(each -> start.hours() - each.hours() <= LONGEST_PAST * hours)
                .toList();
        Optional<CountedReading> before = nearest(past, start.hours() - hours)
                .filter(each -> start.hours() - each.hours() >= SHORTEST_PAST * hours);
        Optional<CountedReading> recent = nearest(past, start.hours() - Math.min(DAY, hours));
        return before.isEmpty() || recent.isEmpty()
                ? Optional.empty()
                : Optional.of(new GainWindow(before.get(), recent.get(), start, hours, views));
    }

    private static Optional<CountedReading> nearest(List<CountedReading> readings, double at) {
        return readings.stream().min(Comparator.comparingDouble(each -> Math.abs(each.hours() - at)));
    }
}
