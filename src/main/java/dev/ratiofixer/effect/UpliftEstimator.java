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
    /** Shorter quiet windows tell how calm the video is, if they see most of a day's course. */
    private static final List<Double> SHORTER = List.of(0.5, 0.25);

    private static final double SHORTER_HOURS = 17;

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
        List<List<Double>> shorter = SHORTER.stream()
                .map(share -> share * hours)
                .filter(length -> length >= SHORTER_HOURS)
                .map(length -> quiet(finder, readings, start, length, question))
                .toList();
        ResidualMixture mixture = new ResidualMixture(model, quiet, shorter, STEP);
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

    /**
     * Describes a window whose gain is forecast, by what is known without the gain itself: the video up to the window's
     * start, how long the window lasts and how many views come in it. Views are given, since no comment and no like
     * brings any; those that an order paid for are left out.
     *
     * @param before a reading about as long before the start as the window lasts
     * @param recent a reading about a day before the start, or as long as the window lasts if that is shorter
     * @param start the reading at the window's start
     * @param hours how long the window lasts
     * @param views how many views come in it
     */
    record GainWindow(CountedReading before, CountedReading recent, CountedReading start, double hours, double views) {
        /** How many numbers {@link #location} has. */
        static final int LOCATION = 12;

        /** How many numbers {@link #scale} has. */
        static final int SCALE = 8;

        private static final double DAY = 24;
        /** A rate of few views is pulled to the video's own, as by so many counts. */
        private static final double PRIOR_COUNTS = 3;

        private static final double YOUNGEST_DAYS = 0.25;
        /** What was learned from is not older: beyond, a video is taken to age no further. */
        private static final double OLDEST_DAYS = 8;

        private static final double LARGEST_GROWTH = 3;
        private static final double SMALL_GAIN = 4;

        /**
         * About log(count) where counts are large, straight through zero where they are small; counters fall at times.
         */
        static double transform(double count) {
            return asinh(count / 2);
        }

        /** The count of a {@link #transform}. */
        static double count(double transformed) {
            return 2 * Math.sinh(transformed);
        }

        private static double asinh(double x) {
            double size = Math.log(Math.abs(x) + Math.sqrt(x * x + 1));
            return Math.copySign(size, x);
        }

        /** The transformed gain if the video's likes per view stayed what they have been since it was published. */
        double base() {
            return transform(views() * lifetimeRate());
        }

        /** What the forecast's centre depends on beside {@link #base}. */
        double[] location() {
            double base = base();
            double paceBefore = pace(before);
            double viewsBefore = Math.max(0, start.views() - before.views());
            double growth = growth();
            return new double[] {
                1,
                transform(views() * rate(before)) - base,
                transform(views() * rate(recent)) - base,
                growth,
                age(),
                share(views()),
                Math.min(0, Math.log(views() * lifetimeRate() + 1) - SMALL_GAIN) / SMALL_GAIN,
                share(viewsBefore),
                start.count() < before.count() ? 1 : 0,
                Math.log((start.hours() - before.hours()) / hours),
                relativeLength(),
                transform(paceBefore * hours) - base
            };
        }

        /**
         * What the forecast's spread depends on.
         *
         * @param centre the transformed forecast
         */
        double[] scale(double centre) {
            double gain = Math.max(0, count(centre));
            double base = base();
            return new double[] {
                1,
                Math.log1p(gain),
                1 / (1 + gain),
                Math.abs(transform(views() * rate(before)) - base),
                Math.abs(growth()),
                age(),
                share(views()),
                relativeLength()
            };
        }

        @Override
        public double views() {
            return Math.max(0, views);
        }

        private double lifetimeRate() {
            return (start.count() + 0.5) / (start.views() + 1);
        }

        private double rate(CountedReading from) {
            double counts = Math.max(0, start.count() - from.count());
            double seen = Math.max(0, start.views() - from.views());
            return (counts + PRIOR_COUNTS) / (seen + PRIOR_COUNTS / lifetimeRate());
        }

        /** Counts an hour. */
        private double pace(CountedReading from) {
            return Math.max(0, start.count() - from.count()) / (start.hours() - from.hours());
        }

        /** How the pace of views changes into the window, in natural logarithms. */
        private double growth() {
            double viewsBefore = Math.max(0, start.views() - before.views());
            double change =
                    Math.log((views() + 1) / hours) - Math.log((viewsBefore + 1) / (start.hours() - before.hours()));
            return Math.clamp(change, -LARGEST_GROWTH, LARGEST_GROWTH);
        }

        private double relativeLength() {
            return Math.clamp(Math.log(hours / start.hours()), -4, 1.5);
        }

        private double age() {
            return Math.log(Math.clamp(start.hours() / DAY, YOUNGEST_DAYS, OLDEST_DAYS));
        }

        private double share(double part) {
            return Math.log((part + 1) / (start.views() + 1));
        }
    }
}
