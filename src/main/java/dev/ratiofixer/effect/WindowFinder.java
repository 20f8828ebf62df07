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
        int after = first(Math.nextUp(at));
        if (after > 0 && readings.get(after - 1).hours() >= at - SLACK * hours) {
            return Optional.of(readings.get(after - 1));
        }
        return after < readings.size() && readings.get(after).hours() <= at + SLACK * hours
                ? Optional.of(readings.get(after))
                : Optional.empty();
    }

    /** The reading nearest to an age, if near enough. */
    Optional<CountedReading> end(double at, double hours) {
        return nearest(readings, at).filter(each -> Math.abs(each.hours() - at) <= SLACK * hours);
    }

    /** The window from a start, with its past; empty when too little of that is known or it was not quiet. */
    Optional<GainWindow> window(CountedReading start, double hours, double views, EffectQuestion question) {
        List<CountedReading> past =
                readings.subList(first(start.hours() - LONGEST_PAST * hours), first(start.hours())).stream()
                        .filter(each -> question.quiet(each.hours(), start.hours()))
                        .toList();
        Optional<CountedReading> before = nearest(past, start.hours() - hours)
                .filter(each -> start.hours() - each.hours() >= SHORTEST_PAST * hours);
        Optional<CountedReading> recent = nearest(past, start.hours() - Math.min(DAY, hours));
        return before.isEmpty() || recent.isEmpty()
                ? Optional.empty()
                : Optional.of(new GainWindow(before.get(), recent.get(), start, hours, views));
    }

    private int first(double at) {
        return first(readings, at);
    }

    /** The index of the first reading at an age or after it. */
    private static int first(List<CountedReading> readings, double at) {
        int low = 0;
        int high = readings.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (readings.get(middle).hours() < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Optional<CountedReading> nearest(List<CountedReading> readings, double at) {
        int after = first(readings, at);
        return readings.subList(Math.max(0, after - 1), Math.min(readings.size(), after + 1)).stream()
                .min(Comparator.comparingDouble(each -> Math.abs(each.hours() - at)));
    }
}
