package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
import java.util.List;

/**
 * Readings as the network takes them, row after row in flat arrays: {@link FeatureEncoder#WIDTH} inputs and
 * {@link Target#WIDTH} targets each.
 */
final class Samples {
    /** Comments are guessed less exactly than likes: their errors count this much. */
    private static final float COMMENT_WEIGHT = 0.7f;

    private final int rows;
    private final float[] inputs;
    private final float[] targets;

    private Samples(int rows, float[] inputs, float[] targets) {
        this.rows = rows;
        this.inputs = inputs;
        this.targets = targets;
    }

    static Samples of(List<Reading> readings) {
        int rows = readings.size();
        float[] inputs = new float[rows * FeatureEncoder.WIDTH];
        float[] targets = new float[rows * Target.WIDTH];
        FeatureEncoder encoder = new FeatureEncoder();
        for (int i = 0; i < rows; i++) {
            encoder.encode(readings.get(i).features(), inputs, i * FeatureEncoder.WIDTH);
            encode(readings.get(i), targets, i * Target.WIDTH);
        }
        return new Samples(rows, inputs, targets);
    }

    private static void encode(Reading reading, float[] targets, int at) {
        for (int target = 0; target < 2; target++) {
            boolean known = reading.count(target) != null;
            targets[at + target] = known ? (float) reading.logCount(target) : 0;
            targets[at + Target.WEIGHT + target] = !known ? 0 : target == 0 ? 1 : COMMENT_WEIGHT;
        }
        targets[at + Target.LOG_VIEWS] =
                (float) Math.log1p((double) reading.features().views());
        targets[at + Target.OFFSET] = (float) FeatureEncoder.logLikeRate(reading.features());
        targets[at + Target.OFFSET + 1] = (float) FeatureEncoder.logCommentRate(reading.features());
    }

    int rows() {
        return rows;
    }

    /** Not a copy: not to be changed. */
    float[] inputs() {
        return inputs;
    }

    /** Not a copy: not to be changed. */
    float[] targets() {
        return targets;
    }
}
