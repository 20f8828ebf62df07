package dev.ratiofixer.effect;

import dev.ratiofixer.effect.EffectEstimate.Estimated;
import dev.ratiofixer.effect.EffectEstimate.Unmeasurable;
import dev.ratiofixer.effect.GainModel.GainForecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Estimates what orders brought to a counter: what came in their window, less what {@link GainModel} forecasts of a
 * window in which nothing is ordered. The interval holds nine cases of ten: {@link ResidualMixture} says how far such
 * forecasts usually miss, on other videos and in the campaign's own quiet windows. Pure and thread-safe.
 *
 * <p>Paid views are in the public counter in part: those of the order are taken out, anything from
 * {@value #LEAST_PUBLIC} of them to all. What else happened in the window (a broadcast, a playlist) cannot be told from
 * the order's effect.
 */
public final class UpliftEstimator {
    /** A little wider than 5 and 95 %: other videos are never quite those that it was learned from. */
    private static final double LOW = 0.04;

    private static final double HIGH = 0.96;
    private static final double SHORTEST_HOURS = 11;
    private static final double LONGEST_HOURS = 170;
    private static final double LEAST_PUBLIC = 0.7;
    /** Quiet windows begin every half window: each hour is in two of them. */
    private static final double STEP = 0.5;

    private static final int MOST_QUIET = 100;

    private final GainModel model;

    public UpliftEstimator(GainModel model) {
        this.model = model;
    }

    /**
     * What came of the orders that the question is about.
     *
     * @param readings oldest first, all counted in one way, none without views or this counter
     */
    public EffectEstimate measure(List<CountedReading> readings, EffectQuestion question) {
        if (question.hours() < SHORTEST_HOURS) {
            return new Unmeasurable("it worked for less than half a day");
        }
        if (question.hours() > LONGEST_HOURS) {
            return new Unmeasurable("orders followed each other for more than a week, and nobody knows any more what"
                    + " would have come without them");
        }
        WindowFinder finder = new WindowFinder(readings);
        Optional<CountedReading> start = finder.start(question.from(), question.hours());
        Optional<CountedReading> end = finder.end(question.to(), question.hours());
        if (start.isEmpty() || end.isEmpty() || end.get().hours() - start.get().hours() < SHORTEST_HOURS) {
            return new Unmeasurable("too few readings around its window");
        }
        return measure(finder, start.get(), end.get(), readings, question);
    }

    private EffectEstimate measure(
            WindowFinder finder,
            CountedReading start,
            CountedReading end,
            List<CountedReading> readings,
            EffectQuestion question) {
        double gained = end.count() - start.count();
        if (gained < 0) {
            return new Unmeasurable("the counter fell in its window: YouTube or the owner took some back");
        }
        if (end.views() < start.views()) {
            return new Unmeasurable("views were taken back in its window");
        }
        double hours = end.hours() - start.hours();
        Optional<GainWindow> window = finder.window(start, hours, end.views() - start.views(), question);
        if (window.isEmpty()) {
            return new Unmeasurable("too little is known of a quiet time before it");
        }
        List<Double> quiet = quiet(finder, readings, start, hours, question);
        ResidualMixture mixture = new ResidualMixture(model, quiet, STEP);
        Without without = without(window.get(), question.paidViews(), mixture);
        return new Estimated(
                gained - without.expected(),
                gained - without.high(),
                gained - without.low(),
                start.hours(),
                end.hours(),
                start.count(),
                gained,
                without.expected(),
                quiet.size());
    }

    /** What would have come without the orders. */
    private record Without(double expected, double low, double high) {}

    private Without without(GainWindow window, double paid, ResidualMixture mixture) {
        GainForecast least = model.forecast(less(window, paid));
        GainForecast most = model.forecast(less(window, paid * LEAST_PUBLIC));
        double centre = (least.centre() + most.centre()) / 2;
        double unsure = (most.centre() - least.centre()) / 2;
        double spread = Math.max(least.spread(), most.spread());
        double median = mixture.quantile(0.5);
        return new Without(
                GainWindow.count(centre + median * spread),
                GainWindow.count(centre + median * spread - apart((median - mixture.quantile(LOW)) * spread, unsure)),
                GainWindow.count(centre + median * spread + apart((mixture.quantile(HIGH) - median) * spread, unsure)));
    }

    private static double apart(double usual, double unsure) {
        return Math.hypot(usual, unsure);
    }

    private static GainWindow less(GainWindow window, double views) {
        return new GainWindow(window.before(), window.recent(), window.start(), window.hours(), window.views() - views);
    }

    /** What the forecast missed by in windows of the same length in which no order was at work, newest first. */
    private List<Double> quiet(
            WindowFinder finder,
            List<CountedReading> readings,
            CountedReading start,
            double hours,
            EffectQuestion question) {
        List<Double> residuals = new ArrayList<>();
        double first = readings.getFirst().hours();
        for (double to = start.hours(); to - hours > first && residuals.size() < MOST_QUIET; to -= hours * STEP) {
            double until = to;
            finder.end(until, hours)
                    .flatMap(end -> finder.start(until - hours, hours)
                            .filter(begin -> end.hours() - begin.hours() >= SHORTEST_HOURS)
                            .filter(begin -> question.quiet(begin.hours(), end.hours()))
                            .flatMap(begin -> residual(finder, begin, end, question)))
                    .ifPresent(residuals::add);
        }
        return residuals;
    }

    private Optional<Double> residual(
            WindowFinder finder, CountedReading begin, CountedReading end, EffectQuestion question) {
        double gained = end.count() - begin.count();
        double views = end.views() - begin.views();
        return gained < 0 || views < 0
                ? Optional.empty()
                : finder.window(begin, end.hours() - begin.hours(), views, question)
                        .map(window -> model.forecast(window).residual(gained));
    }
}
