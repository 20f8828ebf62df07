package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Some samples as arrays of ND4J, their channels' rates blurred and what their uploads usually are withheld from some.
 */
final class Batch {
    private static final int LIKE_RATE = FeatureEncoder.NAMES.indexOf("channel_like_rate");
    private static final int COMMENT_RATE = FeatureEncoder.NAMES.indexOf("channel_comment_rate");
    private static final int COMMENTS_PER_LIKE = FeatureEncoder.NAMES.indexOf("channel_comments_per_like");

    private final int rows;
    private final float[] inputs;
    private final float[] targets;

    Batch(Samples samples, int[] order, int from, int rows, TrainingPlan plan, RandomGenerator random) {
        this.rows = rows;
        this.inputs = new float[rows * FeatureEncoder.WIDTH];
        this.targets = new float[rows * Target.WIDTH];
        for (int i = 0; i < rows; i++) {
            int at = i * FeatureEncoder.WIDTH;
            int row = order[from + i];
            System.arraycopy(
                    source(samples, plan, random), row * FeatureEncoder.WIDTH, inputs, at, FeatureEncoder.WIDTH);
            System.arraycopy(samples.targets(), row * Target.WIDTH, targets, i * Target.WIDTH, Target.WIDTH);
            if (plan.noise() > 0) {
                blur(at, plan.noise() * random.nextGaussian(), plan.noise() * random.nextGaussian());
            }
            if (random.nextDouble() < plan.withheld()) {
                FeatureEncoder.withholdUsual(inputs, at);
            }
        }
    }

    private static float[] source(Samples samples, TrainingPlan plan, RandomGenerator random) {
        return samples.thinned().isEmpty() || random.nextDouble() >= plan.thinned()
                ? samples.inputs()
                : samples.thinned().get(random.nextInt(samples.thinned().size()));
    }

    private void blur(int at, double likes, double comments) {
        inputs[at + LIKE_RATE] += (float) (likes / FeatureEncoder.LIKE_RATE_SCALE);
        inputs[at + COMMENT_RATE] += (float) (comments / FeatureEncoder.COMMENT_RATE_SCALE);
        inputs[at + COMMENTS_PER_LIKE] += (float) (comments - likes);
    }

    INDArray inputs() {
        return Nd4j.createFromArray(inputs).reshape('c', rows, FeatureEncoder.WIDTH);
    }

    INDArray targets() {
        return Nd4j.createFromArray(targets).reshape('c', rows, Target.WIDTH);
    }
}
