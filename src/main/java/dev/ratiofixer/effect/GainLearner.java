package dev.ratiofixer.effect;

import dev.ratiofixer.effect.UpliftEstimator.GainWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Learns a {@link GainModel} from series in which nothing was ordered. The centre is a robust regression (iteratively
 * reweighted least squares with Student's t of {@value #DEGREES} degrees: Lange, Little and Taylor, <i>Journal of the
 * American Statistical Association</i> 84, 1989), weighted by the spread; the spread a regression of the absolute
 * misses with a logarithmic link (as in Davidian and Carroll, the same journal 82, 1987); each in turn. Deterministic.
 */
public final class GainLearner {
    private static final double DEGREES = 4;
    private static final double SHORTEST_HOURS = 11;
    private static final double LONGEST_HOURS = 2_200;
    private static final int FEWEST = 100;
    private static final int FOLDS = 5;
    private static final long LONGEST_CLASS = 4;
    private static final double HOURS_A_DAY = 24;
    private static final int ROUNDS = 3;
    private static final int STEPS = 30;
    private static final double RIDGE = 1e-3;
    private static final double NORMAL_MAD = 1.4826;
    private static final double LONGEST_STEP = 0.5;

    /** A window with what came in it. */
    private record Example(long channel, GainWindow window, double gained) {}

    private final List<Example> examples;
    /** Lengths of windows count alike, however many windows each has. */
    private final double[] weights;

    private GainLearner(List<Example> examples) {
        this.examples = examples;
        Map<Long, Long> sizes =
                examples.stream().collect(Collectors.groupingBy(each -> days(each.window()), Collectors.counting()));
        this.weights = examples.stream()
                .mapToDouble(each ->
                        examples.size() / (double) (sizes.size() * sizes.getOrDefault(days(each.window()), 1L)))
                .toArray();
    }

    /**
     * The constants that the series teach.
     *
     * @throws IllegalArgumentException if they have too few windows
     */
    public static GainModel learn(List<CountedSeries> series) {
        List<Example> examples = series.stream().flatMap(GainLearner::examples).toList();
        if (examples.size() < FEWEST) {
            throw new IllegalArgumentException("the data has " + examples.size()
                    + " windows with a reading before them:" + " effects are learned from at least " + FEWEST);
        }
        GainModel whole = new GainLearner(examples).fit();
        return new GainModel(whole.location(), whole.scale(), missed(examples));
    }

    private static Stream<Example> examples(CountedSeries series) {
        WindowFinder finder = new WindowFinder(series.readings());
        EffectQuestion nothing = new EffectQuestion(0, 0, 0, List.of());
        return series.windows(SHORTEST_HOURS, LONGEST_HOURS).stream()
                .filter(between -> between.gained() >= 0 && between.views() >= 0)
                .flatMap(between -> finder
                        .window(between.start(), between.hours(), between.views(), nothing)
                        .map(window -> new Example(series.channel(), window, between.gained()))
                        .stream());
    }

    /**
     * What forecasts miss by on channels that they were not learned on. Lengths of windows count alike, however many
     * windows each has.
     */
    private static List<Double> missed(List<Example> examples) {
        List<Missed> all = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int out = fold;
            GainModel model = new GainLearner(examples.stream()
                            .filter(each -> each.channel() % FOLDS != out)
                            .toList())
                    .fit();
            examples.stream()
                    .filter(each -> each.channel() % FOLDS == out)
                    .map(each -> new Missed(model.forecast(each.window()).residual(each.gained()), days(each.window())))
                    .forEach(all::add);
        }
        Map<Long, Long> sizes = all.stream().collect(Collectors.groupingBy(Missed::days, Collectors.counting()));
        all.sort(Comparator.comparingDouble(Missed::residual));
        return quantiles(all, sizes);
    }

    private record Missed(double residual, long days) {}

    private static long days(GainWindow window) {
        return Math.min(LONGEST_CLASS, Math.max(1, Math.round(window.hours() / HOURS_A_DAY)));
    }

    private static List<Double> quantiles(List<Missed> sorted, Map<Long, Long> sizes) {
        List<Double> quantiles = new ArrayList<>();
        double passed = 0;
        for (Missed each : sorted) {
            passed += 1.0 / sizes.getOrDefault(each.days(), 1L) / sizes.size();
            while (quantiles.size() < GainModel.RESIDUALS && passed >= (quantiles.size() + 0.5) / GainModel.RESIDUALS) {
                quantiles.add(rounded(each.residual()));
            }
        }
        return quantiles;
    }

    private GainModel fit() {
        int count = examples.size();
        double[][] inputs =
                examples.stream().map(each -> each.window().location()).toArray(double[][]::new);
        double[] wanted = examples.stream()
                .mapToDouble(each ->
                        GainWindow.transform(each.gained()) - each.window().base())
                .toArray();
        double[] spread = new double[count];
        Arrays.fill(spread, 1);
        double[] location = new double[GainWindow.LOCATION];
        double[] scale = new double[GainWindow.SCALE];
        for (int round = 0; round < ROUNDS; round++) {
            location = centre(inputs, wanted, spread);
            scale = spread(inputs, wanted, location, spread);
        }
        List<Double> none = Collections.nCopies(GainModel.RESIDUALS, 0.0);
        return new GainModel(boxed(location), boxed(scale), none);
    }

    private double[] centre(double[][] inputs, double[] wanted, double[] spread) {
        double[] found = new double[GainWindow.LOCATION];
        double size = 1;
        for (int step = 0; step < STEPS; step++) {
            double[][] left = new double[found.length][found.length];
            double[] right = new double[found.length];
            double[] misses = new double[wanted.length];
            for (int i = 0; i < wanted.length; i++) {
                double miss = (wanted[i] - dot(found, inputs[i])) / spread[i];
                double believed = weights[i] / (spread[i] * spread[i] * (1 + miss * miss / (size * size * DEGREES)));
                LinearEquations.add(left, right, inputs[i], believed, wanted[i]);
            }
            found = LinearEquations.solve(left, right, RIDGE);
            for (int i = 0; i < wanted.length; i++) {
                misses[i] = Math.abs(wanted[i] - dot(found, inputs[i])) / spread[i];
            }
            Arrays.sort(misses);
            size = NORMAL_MAD * misses[misses.length / 2];
        }
        return found;
    }

    /** Writes the spreads into {@code spread} and returns their weights. */
    private double[] spread(double[][] inputs, double[] wanted, double[] location, double[] spread) {
        int count = wanted.length;
        double[] misses = new double[count];
        double[][] known = new double[count][];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double centre = dot(location, inputs[i]);
            misses[i] = Math.abs(wanted[i] - centre);
            known[i] = examples.get(i).window().scale(examples.get(i).window().base() + centre);
            sum += misses[i];
        }
        double[] found = new double[GainWindow.SCALE];
        found[0] = Math.log(sum / count);
        for (int step = 0; step < STEPS; step++) {
            double[][] left = new double[found.length][found.length];
            double[] right = new double[found.length];
            for (int i = 0; i < count; i++) {
                double ratio = misses[i] / Math.exp(dot(found, known[i]));
                LinearEquations.add(left, right, known[i], weights[i] * ratio, ratio == 0 ? 0 : (ratio - 1) / ratio);
            }
            double[] move = LinearEquations.solve(left, right, RIDGE);
            for (int j = 0; j < found.length; j++) {
                found[j] += Math.clamp(move[j], -LONGEST_STEP, LONGEST_STEP);
            }
        }
        for (int i = 0; i < count; i++) {
            spread[i] = Math.exp(dot(found, known[i]));
        }
        return found;
    }

    private static double dot(double[] weights, double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).mapToObj(GainLearner::rounded).toList();
    }

    private static double rounded(double value) {
        return Math.round(value * 1e5) / 1e5;
    }

    /** Weighted least squares by its normal equations, with a little ridge against inputs that say the same. */
    static final class LinearEquations {
        private LinearEquations() {}

        static void add(double[][] left, double[] right, double[] inputs, double weight, double wanted) {
            for (int i = 0; i < inputs.length; i++) {
                right[i] += weight * inputs[i] * wanted;
                for (int j = 0; j < inputs.length; j++) {
                    left[i][j] += weight * inputs[i] * inputs[j];
                }
            }
        }

        /** Solves by Cholesky's decomposition; {@code left} is used up. */
        static double[] solve(double[][] left, double[] right, double ridge) {
            int size = right.length;
            for (int i = 0; i < size; i++) {
                left[i][i] += ridge;
                for (int j = 0; j <= i; j++) {
                    double sum = left[i][j];
                    for (int k = 0; k < j; k++) {
                        sum -= left[i][k] * left[j][k];
                    }
                    left[i][j] = i == j ? Math.sqrt(sum) : sum / left[j][j];
                }
            }
            double[] solution = right.clone();
            for (int i = 0; i < size; i++) {
                for (int k = 0; k < i; k++) {
                    solution[i] -= left[i][k] * solution[k];
                }
                solution[i] /= left[i][i];
            }
            for (int i = size - 1; i >= 0; i--) {
                for (int k = i + 1; k < size; k++) {
                    solution[i] -= left[k][i] * solution[k];
                }
                solution[i] /= left[i][i];
            }
            return solution;
        }
    }
}
