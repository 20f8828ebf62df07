package dev.ratiofixer.effect;

import dev.ratiofixer.effect.CountedSeries.Between;
import dev.ratiofixer.effect.EffectEstimate.Estimated;
import dev.ratiofixer.effect.EffectEstimate.Unmeasurable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Checks the estimator on series in which nothing was ordered (an A/A test): asks in each of their windows what an
 * order brought that there never was, and then adds a known effect to the window's own gain. Deterministic.
 */
public final class PlaceboCheck {
    private static final List<Double> INJECTED = List.of(0.1, 0.25, 0.5);
    private static final double LEAST_PAID = 0.05;
    private static final double MOST_PAID = 0.5;
    private static final double LEAST_PUBLIC = 0.7;
    private static final double MANY = 100;
    private static final long SEED = 22;

    /** The lever whose estimate is checked. */
    public enum Lever {
        /** A comment brings no views. */
        OWNER_COMMENT,
        /**
         * A budget buys views: 5 to 50 % as many as came in the window are added to it, of which 70 to 100 % are
         * public, and the ads report tells all of them.
         */
        AD_BUDGET
    }

    /**
     * How the intervals did in all windows of a length.
     *
     * @param windows those that could be measured
     * @param unmeasurable those that could not
     * @param width the interval's width as a share of the expected gain, the median
     * @param finds10 share of windows in which 10 % more are claimed as a gain; likewise 25 and 50
     * @param windowsOf100 those in which 100 or more came
     * @param finds50Of100 share of these in which 50 % more are claimed as a gain
     */
    public record Outcome(
            Lever lever,
            int hours,
            String counter,
            int windows,
            int unmeasurable,
            double holdsZero,
            double claimsGain,
            double claimsLoss,
            double width,
            double finds10,
            double finds25,
            double finds50,
            int windowsOf100,
            double finds50Of100) {
        /** One line: {@code window=24h counter=likes n=…}; a budget's ends with its lever. */
        public String line() {
            String line = String.format(
                    Locale.ROOT,
                    "window=%dh counter=%s n=%d holds_zero=%.2f claims_gain=%.2f claims_loss=%.2f width=%.2f"
                            + " finds_10=%.2f finds_25=%.2f finds_50=%.2f",
                    hours,
                    counter,
                    windows,
                    holdsZero,
                    claimsGain,
                    claimsLoss,
                    width,
                    finds10,
                    finds25,
                    finds50);
            return lever == Lever.OWNER_COMMENT ? line : line + " lever=ad_budget";
        }

        /** The same by name, with what the line leaves out. */
        public Map<String, Object> named() {
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("window", hours + "h");
            named.put("counter", counter);
            named.put("lever", lever.name().toLowerCase(Locale.ROOT));
            named.put("n", windows);
            named.put("unmeasurable", unmeasurable);
            named.put("holds_zero", holdsZero);
            named.put("claims_gain", claimsGain);
            named.put("claims_loss", claimsLoss);
            named.put("width", width);
            named.put("finds_10", finds10);
            named.put("finds_25", finds25);
            named.put("finds_50", finds50);
            named.put("n_of_100_or_more", windowsOf100);
            named.put("finds_50_of_100_or_more", finds50Of100);
            return named;
        }
    }

    /** What came out of one window. */
    private record Tried(Estimated nothing, List<Boolean> found) {
        boolean many() {
            return nothing.gained() >= MANY;
        }
    }

    private final UpliftEstimator estimator;
    private final Lever lever;
    private final int hours;
    private final Random random = new Random(SEED);
    private final List<Tried> tried = new ArrayList<>();
    private int unmeasurable;

    private PlaceboCheck(GainModel model, Lever lever, int hours) {
        this.estimator = new UpliftEstimator(model);
        this.lever = lever;
        this.hours = hours;
    }

    /** What is tried: a counter of many videos. */
    public record Counted(String counter, List<CountedSeries> series) {
        public Counted {
            series = List.copyOf(series);
        }
    }

    /** Tries the estimator in all windows of about so many hours. */
    public static Outcome run(GainModel model, Lever lever, int hours, Counted counted) {
        PlaceboCheck check = new PlaceboCheck(model, lever, hours);
        counted.series().forEach(check::tryAll);
        return check.outcome(counted.counter());
    }

    private void tryAll(CountedSeries series) {
        for (Between between : series.windows(hours)) {
            double paid = paid(between);
            double shown = paid * (LEAST_PUBLIC + (1 - LEAST_PUBLIC) * random.nextDouble());
            switch (measure(series, between, paid, shown, 0)) {
                case Unmeasurable none -> unmeasurable++;
                case Estimated nothing -> tried.add(new Tried(nothing, found(series, between, paid, shown)));
            }
        }
    }

    private double paid(Between between) {
        double share = LEAST_PAID + (MOST_PAID - LEAST_PAID) * random.nextDouble();
        return switch (lever) {
            case OWNER_COMMENT -> 0;
            case AD_BUDGET -> share * Math.max(0, between.views());
        };
    }

    /** Which of the injected effects are claimed as a gain. */
    private List<Boolean> found(CountedSeries series, Between between, double paid, double shown) {
        return INJECTED.stream()
                .map(share ->
                        measure(series, between, paid, shown, share * between.gained()) instanceof Estimated effect
                                && effect.claimsGain())
                .toList();
    }

    private EffectEstimate measure(CountedSeries series, Between between, double paid, double shown, double injected) {
        CountedReading end = between.end();
        List<CountedReading> readings = new ArrayList<>(series.readings().stream()
                .filter(each -> each.hours() < end.hours())
                .toList());
        readings.add(new CountedReading(end.hours(), end.views() + shown, end.count() + injected));
        EffectQuestion alone = EffectQuestion.alone(between.start().hours(), end.hours());
        return estimator.measure(readings, new EffectQuestion(alone.from(), alone.to(), paid, alone.atWork()));
    }

    private Outcome outcome(String counter) {
        return new Outcome(
                lever,
                hours,
                counter,
                tried.size(),
                unmeasurable,
                share(each -> !each.nothing().claimsGain() && !each.nothing().claimsLoss()),
                share(each -> each.nothing().claimsGain()),
                share(each -> each.nothing().claimsLoss()),
                width(),
                share(each -> each.found().get(0)),
                share(each -> each.found().get(1)),
                share(each -> each.found().get(2)),
                (int) tried.stream().filter(Tried::many).count(),
                share(
                        tried.stream().filter(Tried::many).toList(),
                        each -> each.found().get(2)));
    }

    private double share(Predicate<Tried> of) {
        return share(tried, of);
    }

    private static double share(List<Tried> all, Predicate<Tried> of) {
        return all.isEmpty() ? 0 : all.stream().filter(of).count() / (double) all.size();
    }

    private double width() {
        return tried.stream()
                .map(each -> (each.nothing().high() - each.nothing().low())
                        / Math.max(1, each.nothing().expected()))
                .sorted(Comparator.naturalOrder())
                .skip(tried.size() / 2)
                .findFirst()
                .orElse(0.0);
    }

    /** The series of half of the channels, or of the other half; another split draws other halves. */
    public static List<CountedSeries> half(List<CountedSeries> series, int split, boolean learned) {
        List<Long> channels = new ArrayList<>(
                series.stream().map(CountedSeries::channel).distinct().sorted().toList());
        Collections.shuffle(channels, new Random(SEED + split));
        Set<Long> first = new HashSet<>(channels.subList(0, channels.size() / 2));
        return series.stream()
                .filter(each -> first.contains(each.channel()) == learned)
                .toList();
    }
}
