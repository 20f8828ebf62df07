package dev.ratiofixer.model.training;

import dev.ratiofixer.bench.Report;
import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.Samples.EarlierUploads;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The network beside boosted quantile trees, like for like: the same readings to learn from, the same inputs (those of
 * {@link FeatureEncoder} and log views), judged on channels and months that neither saw.
 *
 * <p>The trees have 400 rounds of {@code reg:quantileerror} of 0.1, 0.5 and 0.9, a learning rate of 0.1 and the depth 6
 * or 8 that is better on a seventh of the channels. They learn what log10(count + 1) is above the channel's own rate
 * times the views, from which the network starts as well: they are worse at the count itself.
 *
 * <p>Arguments: which remainder of the channel's number by 5 is held out (0), the trees' rounds (400), of how many
 * readings (all), a file (the shipped data).
 */
public final class TreesFigure {
    private static final Instant LATER = Instant.parse("2025-09-01T00:00:00Z");
    private static final int COLUMNS = FeatureEncoder.WIDTH + 1;
    private static final List<Integer> DEPTHS = List.of(6, 8);

    private final int rounds;
    private final List<EngagementRow> learned;
    private final List<EngagementRow> judged;

    private TreesFigure(int remainder, int rounds, List<EngagementRow> readings) {
        this.rounds = rounds;
        Predicate<EngagementRow> held = r -> r.channel() % 5 == remainder
                || (r.features().publishedAt() != null
                        && !LATER.isAfter(r.features().publishedAt()));
        // Apart from each other, so that no row is told of the other part's uploads.
        this.learned = completed(readings.stream().filter(held.negate()).toList());
        this.judged = completed(readings.stream().filter(held).toList());
    }

    private static List<EngagementRow> completed(List<EngagementRow> readings) {
        return EarlierUploads.of(readings).complete(readings);
    }

    /** Prints one line a counter and group. */
    public static void run(String[] arguments) throws XGBoostError {
        List<String> given = Arrays.asList(arguments);
        int remainder = given.isEmpty() ? 0 : Integer.parseInt(given.get(0));
        int rounds = given.size() < 2 ? 400 : Integer.parseInt(given.get(1));
        int most = given.size() < 3 ? Integer.MAX_VALUE : Integer.parseInt(given.get(2));
        List<EngagementRow> readings =
                given.size() < 4 ? EngagementData.shipped() : EngagementData.read(Path.of(given.get(3)));
        new TreesFigure(remainder, rounds, thinned(readings, most)).print(remainder);
    }

    private static List<EngagementRow> thinned(List<EngagementRow> readings, int most) {
        int step = Math.max(1, readings.size() / most);
        return IntStream.range(0, readings.size())
                .filter(i -> i % step == 0)
                .mapToObj(readings::get)
                .toList();
    }

    private void print(int remainder) throws XGBoostError {
        ModelBuilder builder = new ModelBuilder(List.of(learned), TrainingPlan.standard(1));
        PrintWriter nobody = new PrintWriter(new StringWriter());
        try (NetworkModel network = new NetworkModel(builder.build(new ProgressBar(nobody, builder.steps())))) {
            BaselinePredictor asked = new ModelPredictor("network", network);
            for (int target = 0; target < 2; target++) {
                int depth = depth(target);
                double[][] trees = trees(learned, judged, target, depth);
                double[][] ours = asked.logQuantiles(judged, target);
                for (EvaluationSlice group : List.of(EvaluationSlice.MUSIC_VIDEOS, EvaluationSlice.ALL)) {
                    report(group, target, depth, ours, trees)
                            .setting("remainder", remainder)
                            .print();
                }
            }
        }
    }

    private Report report(EvaluationSlice group, int target, int depth, double[][] ours, double[][] trees) {
        Score network = Score.of(judged, ours, target, group.includes());
        Score boosted = Score.of(judged, trees, target, group.includes());
        return new Report("trees")
                .setting("of", target == 0 ? "likes" : "comments")
                .setting("group", group.name())
                .setting("rounds", rounds)
                .setting("depth", depth)
                .value("readings", network.readings())
                .value("network_loss", (Object) digits(network.pinball()))
                .value("trees_loss", (Object) digits(boosted.pinball()))
                .value("network_by_trees", network.pinball() / boosted.pinball())
                .value("network_in_band", network.coverage())
                .value("trees_in_band", boosted.coverage());
    }

    private static double digits(double loss) {
        return Math.round(loss * 1e5) / 1e5;
    }

    /** The one that is better on channels that it did not see among the learned ones. */
    private int depth(int target) throws XGBoostError {
        List<EngagementRow> some =
                learned.stream().filter(r -> r.channel() % 7 != 3).toList();
        List<EngagementRow> others =
                learned.stream().filter(r -> r.channel() % 7 == 3).toList();
        int best = DEPTHS.getFirst();
        double least = Double.POSITIVE_INFINITY;
        for (int depth : DEPTHS) {
            double[][] quantiles = trees(some, others, target, depth);
            double loss = Score.of(others, quantiles, target, EvaluationSlice.ALL.includes())
                    .pinball();
            if (loss < least) {
                least = loss;
                best = depth;
            }
        }
        return best;
    }

    /** Quantiles as a yardstick gives them; p25 and p75 are not asked for and stand for p10 and p90. */
    private double[][] trees(List<EngagementRow> from, List<EngagementRow> of, int target, int depth)
            throws XGBoostError {
        List<EngagementRow> shown =
                from.stream().filter(r -> r.count(target) != null).toList();
        float[] labels = new float[shown.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (float) (shown.get(i).logCount(target) - start(shown.get(i), target));
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("objective", "reg:quantileerror");
        settings.put("quantile_alpha", "[0.1,0.5,0.9]");
        settings.put("max_depth", depth);
        settings.put("eta", 0.1);
        settings.put("tree_method", "hist");
        settings.put("nthread", 1);
        settings.put("seed", 1);
        DMatrix learning = new DMatrix(columns(shown), shown.size(), COLUMNS, Float.NaN);
        DMatrix asked = new DMatrix(columns(of), of.size(), COLUMNS, Float.NaN);
        try {
            learning.setLabel(labels);
            Booster booster = XGBoost.train(learning, settings, rounds, Map.of(), null, null);
            float[][] above = booster.predict(asked);
            booster.dispose();
            return IntStream.range(0, of.size())
                    .mapToObj(i -> quantiles(above[i], start(of.get(i), target)))
                    .toArray(double[][]::new);
        } finally {
            learning.dispose();
            asked.dispose();
        }
    }

    private static double[] quantiles(float[] above, double start) {
        double[] three = Stream.of(above[0], above[1], above[2])
                .mapToDouble(value -> Math.max(0, value + start))
                .sorted()
                .toArray();
        return new double[] {three[0], three[0], three[1], three[2], three[2]};
    }

    private static double start(EngagementRow reading, int target) {
        double logRate = target == 0
                ? FeatureEncoder.likeOffset(reading.features())
                : FeatureEncoder.commentOffset(reading.features());
        return Math.log10(1 + Math.exp(logRate) * reading.features().views());
    }

    private static float[] columns(List<EngagementRow> readings) {
        float[] columns = new float[readings.size() * COLUMNS];
        FeatureEncoder encoder = new FeatureEncoder();
        for (int i = 0; i < readings.size(); i++) {
            encoder.encode(readings.get(i).features(), columns, i * COLUMNS);
            columns[i * COLUMNS + FeatureEncoder.WIDTH] =
                    (float) Math.log1p((double) readings.get(i).features().views());
        }
        return columns;
    }
}
