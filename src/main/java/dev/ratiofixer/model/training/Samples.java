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
    private final List<float[]> thinned;
    private final float[] targets;

    private Samples(int rows, float[] inputs, List<float[]> thinned, float[] targets) {
        this.rows = rows;
        this.inputs = inputs;
        this.thinned = thinned;
        this.targets = targets;
    }

    static Samples of(List<EngagementRow> readings) {
        return of(readings, List.of());
    }

    /** @param thinned the same readings in the same order, as if less were known of their channels' earlier uploads */
    static Samples of(List<EngagementRow> readings, List<List<EngagementRow>> thinned) {
        float[] targets = new float[readings.size() * Target.WIDTH];
        for (int i = 0; i < readings.size(); i++) {
            encode(readings.get(i), targets, i * Target.WIDTH);
        }
        return new Samples(
                readings.size(),
                inputs(readings),
                thinned.stream().map(Samples::inputs).toList(),
                targets);
    }

    private static float[] inputs(List<EngagementRow> readings) {
        float[] inputs = new float[readings.size() * FeatureEncoder.WIDTH];
        FeatureEncoder encoder = new FeatureEncoder();
        for (int i = 0; i < readings.size(); i++) {
            encoder.encode(readings.get(i).features(), inputs, i * FeatureEncoder.WIDTH);
        }
        return inputs;
    }

    private static void encode(EngagementRow reading, float[] targets, int at) {
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

    /** Other inputs of the same rows, as if less were known of their channels. Not copies: not to be changed. */
    List<float[]> thinned() {
        return thinned;
    }

    /** Not a copy: not to be changed. */
    float[] targets() {
        return targets;
    }
}
