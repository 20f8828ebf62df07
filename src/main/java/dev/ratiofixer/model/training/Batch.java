package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Some samples as arrays of ND4J: what they know is blurred, and some are told less than is known of them. */
final class Batch {
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
     * Shows a row as of more or fewer viewers. Fewer leave each like and comment with the same chance. More are only
     * drawn where so many are expected that their own chance does not matter: by what is expected, not by what came,
     * else the lucky would be drawn.
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
