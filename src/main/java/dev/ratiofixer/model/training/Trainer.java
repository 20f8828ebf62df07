package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.QuantileHead;
import dev.ratiofixer.model.QuantileHead.Correction;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Trains one network by Adam with decoupled weight decay. The same samples and plan give the same parameters. Its
 * answer is a running mean of the weights, which is better than the last ones.
 */
final class Trainer {
    private static final Decay DECAY = new Decay(0.01);
    /** Small first outputs: the network starts as its channel's rate. */
    private static final double FIRST_OUTPUTS = 0.02;

    private final TrainingPlan plan;
    private final Samples samples;
    private final SplittableRandom random;

    Trainer(TrainingPlan plan, Samples samples) {
        NativeBackend.load();
        this.plan = plan;
        this.samples = samples;
        this.random = new SplittableRandom(plan.seed());
    }

    /** How many steps {@link #train} will report. */
    static int steps(TrainingPlan plan, int rows) {
        return plan.epochs() * Math.max(1, rows / plan.batch());
    }

    /** The parameters in DL4J's order, from chance on. */
    float[] train(ProgressBar progress) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(steps(plan, samples.rows())));
        network.init();
        return train(network, progress);
    }

    /** The parameters in DL4J's order, from those of another training on. */
    float[] continued(float[] from, ProgressBar progress) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(steps(plan, samples.rows())));
        network.init();
        try (INDArray flat = Nd4j.createFromArray(from)) {
            network.setParameters(flat.reshape(1, from.length));
        }
        return train(network, progress);
    }

    private float[] train(MultiLayerNetwork network, ProgressBar progress) {
        int steps = steps(plan, samples.rows());
        try (INDArray connected = Connections.of(network);
                INDArray mean = network.params().muli(connected).dup()) {
            int batch = Math.min(plan.batch(), samples.rows());
            int[] order = new int[0];
            for (int step = 0, next = 0; step < steps; step++, next += batch) {
                if (order.length == 0 || next + batch > order.length) {
                    order = shuffled(samples.rows());
                    next = 0;
                }
                progress.step(step(network, new Batch(samples, order, next, batch, plan, random)));
                network.params().muli(connected);
                double keep = Math.min(plan.keep(), (1.0 + step) / (10 + step));
                mean.muli(keep).addi(network.params().mul(1 - keep));
            }
            return mean.dup('c').data().asFloat();
        } finally {
            network.close();
        }
    }

    private static double step(MultiLayerNetwork network, Batch batch) {
        try (INDArray inputs = batch.inputs();
                INDArray targets = batch.targets()) {
            network.fit(inputs, targets);
        }
        return network.score();
    }

    private int[] shuffled(int rows) {
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private MultiLayerConfiguration configuration(int steps) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(plan.seed())
                .updater(new Adam(new OneCycle(plan.rate(), steps)))
                .weightInit(WeightInit.UNIFORM)
                .list();
        int width = FeatureEncoder.WIDTH;
        for (int units : plan.hidden()) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(width)
                    .nOut(units)
                    .activation(Activation.RELU)
                    .regularization(List.of(DECAY))
                    .build());
            width = units;
        }
        return layers.layer(new OutputLayer.Builder(new PinballLoss())
                        .nIn(width)
                        .nOut(QuantileHead.WIDTH)
                        .activation(Activation.IDENTITY)
                        .regularization(List.of(DECAY))
                        .weightInit(new org.deeplearning4j.nn.conf.distribution.NormalDistribution(0, FIRST_OUTPUTS))
                        .build())
                .build();
    }

    /** Some samples as arrays of ND4J: what they know is blurred, and some are told less than is known of them. */
    static final class Batch {
        private static final int LIKE_RATE = FeatureEncoder.NAMES.indexOf("channel_like_rate");
        private static final int COMMENT_RATE = FeatureEncoder.NAMES.indexOf("channel_comment_rate");
        private static final int COMMENTS_PER_LIKE = FeatureEncoder.NAMES.indexOf("channel_comments_per_like");
        private static final int DURATION = FeatureEncoder.NAMES.indexOf("log_duration");
        private static final int DURATION_UNKNOWN = FeatureEncoder.NAMES.indexOf("duration_unknown");
        private static final int USUAL_VIEWS = FeatureEncoder.NAMES.indexOf("usual_views");
        private static final int USUAL_DURATION = FeatureEncoder.NAMES.indexOf("usual_duration");
        private static final int USUAL_UNKNOWN = FeatureEncoder.NAMES.indexOf("usual_unknown");

        /** So few views are of no channel that is promoted. */
        private static final double FEWEST_VIEWS = 5;
        /** So many likes, and comments, are about what was to be expected. */
        private static final double[] MANY = {20, 10};
        /** From here on a normal distribution does for what is left of a count. */
        private static final double LARGE = 40;

        private final int rows;
        private final float[] inputs;
        private final float[] targets;
        private final TrainingPlan plan;
        private final RandomGenerator random;

        Batch(Samples samples, int[] order, int from, int rows, TrainingPlan plan, RandomGenerator random) {
            this.rows = rows;
            this.plan = plan;
            this.random = random;
            this.inputs = new float[rows * FeatureEncoder.WIDTH];
            this.targets = new float[rows * Target.WIDTH];
            for (int i = 0; i < rows; i++) {
                int row = order[from + i];
                System.arraycopy(
                        source(samples),
                        row * FeatureEncoder.WIDTH,
                        inputs,
                        i * FeatureEncoder.WIDTH,
                        FeatureEncoder.WIDTH);
                System.arraycopy(samples.targets(), row * Target.WIDTH, targets, i * Target.WIDTH, Target.WIDTH);
                blur(i * FeatureEncoder.WIDTH);
                if (random.nextDouble() < plan.scaling().share()) {
                    scale(i);
                }
                withhold(samples, row, i);
            }
        }

        private float[] source(Samples samples) {
            return samples.thinned().isEmpty()
                            || random.nextDouble() >= plan.withheld().thinned()
                    ? samples.inputs()
                    : samples.thinned().get(random.nextInt(samples.thinned().size()));
        }

        private void blur(int at) {
            double likes = plan.blur().rates() * random.nextGaussian();
            double comments = plan.blur().rates() * random.nextGaussian();
            inputs[at + LIKE_RATE] += (float) (likes / FeatureEncoder.LIKE_RATE_SCALE);
            inputs[at + COMMENT_RATE] += (float) (comments / FeatureEncoder.COMMENT_RATE_SCALE);
            inputs[at + COMMENTS_PER_LIKE] += (float) (comments - likes);
            if (inputs[at + USUAL_UNKNOWN] == 0) {
                add(at + USUAL_VIEWS, plan.blur().usual() / FeatureEncoder.VIEWS_SCALE);
                if (inputs[at + USUAL_DURATION] != 0) {
                    add(at + USUAL_DURATION, plan.blur().usual() / FeatureEncoder.DURATION_SCALE);
                }
            }
            if (inputs[at + DURATION_UNKNOWN] == 0) {
                add(at + DURATION, plan.blur().duration() / FeatureEncoder.DURATION_SCALE);
            }
        }

        private void add(int at, double deviation) {
            inputs[at] += (float) (deviation * random.nextGaussian());
        }

        /**
         * Shows a row as of more or fewer viewers. Fewer leave each like and comment with the same chance. More are
         * only drawn where so many are expected that their own chance does not matter: by what is expected, not by what
         * came, else the lucky would be drawn.
         */
        private void scale(int i) {
            double by = plan.scaling().deviation() * random.nextGaussian();
            int at = i * Target.WIDTH;
            double views = Math.expm1(targets[at + Target.LOG_VIEWS]);
            boolean more = by > 0;
            if (views * Math.exp(by) < FEWEST_VIEWS || (more && expected(at, 0, views) < MANY[0])) {
                return;
            }
            targets[at + Target.LOG_VIEWS] += (float) by;
            for (int target = 0; target < MANY.length; target++) {
                if (more && expected(at, target, views) < MANY[target]) {
                    targets[at + Target.WEIGHT + target] = 0;
                }
                double count = Math.pow(10, targets[at + target]) - 1;
                double scaled = more ? count * Math.exp(by) : thinned(count, Math.exp(by));
                targets[at + target] = (float) Math.log10(1 + scaled);
            }
            int usual = i * FeatureEncoder.WIDTH;
            if (inputs[usual + USUAL_UNKNOWN] == 0) {
                inputs[usual + USUAL_VIEWS] += (float) (by / FeatureEncoder.VIEWS_SCALE);
            }
        }

        /** By the channel's rate. */
        private double expected(int at, int target, double views) {
            return views * Math.exp(targets[at + Target.OFFSET + target]);
        }

        /** So many of them as are left when each stays with this chance. */
        private double thinned(double count, double chance) {
            if (count > LARGE) {
                double deviation = Math.sqrt(count * chance * (1 - chance));
                return Math.max(0, Math.rint(count * chance + deviation * random.nextGaussian()));
            }
            return LongStream.range(0, Math.round(count))
                    .filter(one -> random.nextDouble() < chance)
                    .count();
        }

        private void withhold(Samples samples, int row, int i) {
            TrainingPlan.FeatureDropout shares = plan.withheld();
            int at = i * FeatureEncoder.WIDTH;
            boolean described = random.nextDouble() >= shares.described();
            boolean channel = random.nextDouble() >= shares.channel();
            boolean usual = random.nextDouble() >= shares.usual();
            if (!described) {
                targets[i * Target.WIDTH + Target.DESCRIBED] = 0;
            }
            if (!channel) {
                FeatureEncoder.withholdChannel(inputs, at);
                samples.start(row, Samples.NOTHING_OF_CHANNEL, targets, i);
            } else if (!usual) {
                FeatureEncoder.withholdUsual(inputs, at);
                samples.start(row, Samples.NOTHING_USUAL, targets, i);
            } else if (inputs[at + USUAL_UNKNOWN] > 0) {
                samples.start(row, Samples.NOTHING_USUAL, targets, i);
            }
        }

        INDArray inputs() {
            return Nd4j.createFromArray(inputs).reshape('c', rows, FeatureEncoder.WIDTH);
        }

        INDArray targets() {
            return Nd4j.createFromArray(targets).reshape('c', rows, Target.WIDTH);
        }
    }

    /**
     * The mean pinball loss of the five quantiles of likes and comments in {@code log10(count + 1)}, through
     * {@link QuantileHead} and {@link Correction}. What DL4J calls labels is one row of {@link Target} a reading.
     */
    static final class PinballLoss implements ILossFunction {
        private static final long serialVersionUID = 1L;
        private static final double LN_10 = Math.log(10);
        /** How much each quantile counts: p10, p50 and p90 are what the model is judged by. */
        private static final double[] SHARE = {1.5, 0.5, 1.5, 0.5, 1.5};

        @Override
        public Pair<Double, INDArray> computeGradientAndScore(
                INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask, boolean average) {
            int rows = (int) labels.size(0);
            double[] raw = doubles(preOutput);
            double[] targets = doubles(labels);
            double[] gradient = new double[raw.length];
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += row(raw, i * QuantileHead.WIDTH, targets, i * Target.WIDTH, gradient);
            }
            return Pair.of(
                    average ? sum / rows : sum,
                    Nd4j.createFromArray(gradient)
                            .reshape('c', rows, QuantileHead.WIDTH)
                            .castTo(preOutput.dataType()));
        }

        private static double row(double[] raw, int at, double[] targets, int target, double[] gradient) {
            double[] ramps = QuantileHead.ramps(targets[target + Target.LOG_VIEWS]);
            double sum = 0;
            for (int t = 0; t < QuantileHead.TARGETS; t++) {
                double weight = targets[target + Target.WEIGHT + t];
                if (weight > 0) {
                    sum += weight * quantiles(raw, at, targets, target, t, ramps, gradient);
                }
            }
            return sum;
        }

        /** The loss of one target's quantiles; its weighted gradient is added. */
        private static double quantiles(
                double[] raw, int at, double[] targets, int target, int t, double[] ramps, double[] gradient) {
            double weight = targets[target + Target.WEIGHT + t];
            double offset = targets[target + Target.OFFSET + t];
            boolean described = targets[target + Target.DESCRIBED] > 0;
            double[] uncorrected = new double[QuantileHead.QUANTILES];
            for (int j = 0; j < uncorrected.length; j++) {
                uncorrected[j] = QuantileHead.logCount(raw, at, t, j, offset, ramps);
            }
            double[] g = uncorrected.clone();
            if (described) {
                Correction.apply(raw, at, t, g);
            }
            double sum = 0;
            double[] derivatives = new double[g.length];
            for (int j = 0; j < g.length; j++) {
                double error = targets[target + t] - Math.log1p(QuantileHead.count(g[j])) / LN_10;
                double level = QuantileHead.LEVELS.get(j);
                sum += SHARE[j] * (error > 0 ? level * error : (level - 1) * error);
                if (error == 0) {
                    // Nothing was expected and came: the slope below is one for the way back only, and would lead on
                    // down.
                    continue;
                }
                derivatives[j] = weight * SHARE[j] * (error > 0 ? -level : 1 - level) * QuantileHead.slopeOfLog(g[j]);
            }
            if (described) {
                Correction.backward(raw, at, t, uncorrected, derivatives, gradient);
            }
            for (int j = 0; j < g.length; j++) {
                QuantileHead.backward(raw, at, t, j, ramps, derivatives[j], gradient);
            }
            return sum;
        }

        private static double[] doubles(INDArray array) {
            return array.dup('c').data().asDouble();
        }

        @Override
        public INDArray computeGradient(
                INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
            return computeGradientAndScore(labels, preOutput, activation, mask, false)
                    .getSecond();
        }

        @Override
        public double computeScore(
                INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask, boolean average) {
            return computeGradientAndScore(labels, preOutput, activation, mask, average)
                    .getFirst();
        }

        @Override
        public INDArray computeScoreArray(
                INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
            throw new UnsupportedOperationException("the score of single rows is not needed");
        }

        @Override
        public String name() {
            return "PinballLoss";
        }
    }
}
