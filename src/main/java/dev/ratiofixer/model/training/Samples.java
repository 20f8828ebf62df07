package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.video.ChannelHistory;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Readings as the network takes them, row after row in flat arrays: {@link FeatureEncoder#WIDTH} inputs and
 * {@link Target#WIDTH} targets each.
 */
final class Samples {
    /** Comments are guessed less exactly than likes: their errors count this much. */
    private static final float COMMENT_WEIGHT = 0.7f;

    /** What is not known of a row's channel, by which its offsets differ. */
    static final int NOTHING_USUAL = 0;

    static final int NOTHING_OF_CHANNEL = 1;
    private static final int STATES = 2;

    private final int rows;
    private final float[] inputs;
    private final List<float[]> thinned;
    private final float[] targets;
    private final float[] offsets;

    private Samples(int rows, float[] inputs, List<float[]> thinned, float[] targets, float[] offsets) {
        this.rows = rows;
        this.inputs = inputs;
        this.thinned = thinned;
        this.targets = targets;
        this.offsets = offsets;
    }

    static Samples of(List<EngagementRow> readings) {
        return of(readings, List.of());
    }

    /** The same, each reading counting as much as {@code weight} says. */
    Samples weighted(ToDoubleFunction<Integer> weight) {
        float[] weighted = targets.clone();
        for (int i = 0; i < rows; i++) {
            for (int target = 0; target < 2; target++) {
                weighted[i * Target.WIDTH + Target.WEIGHT + target] *= (float) weight.applyAsDouble(i);
            }
        }
        return new Samples(rows, inputs, thinned, weighted, offsets);
    }

    /** @param thinned the same readings in the same order, as if less were known of their channels' earlier uploads */
    static Samples of(List<EngagementRow> readings, List<List<EngagementRow>> thinned) {
        float[] targets = new float[readings.size() * Target.WIDTH];
        float[] offsets = new float[readings.size() * STATES * 2];
        for (int i = 0; i < readings.size(); i++) {
            encode(readings.get(i), targets, i * Target.WIDTH);
            encodeOffsets(readings.get(i).features(), offsets, i * STATES * 2);
        }
        return new Samples(
                readings.size(),
                inputs(readings),
                thinned.stream().map(Samples::inputs).toList(),
                targets,
                offsets);
    }

    private static void encodeOffsets(Features row, float[] offsets, int at) {
        Features nothingUsual = row.withChannel(row.channel().withUsual(null));
        Features nothing = row.withChannel(ChannelHistory.UNKNOWN);
        offsets[at + 2 * NOTHING_USUAL] = (float) FeatureEncoder.likeOffset(nothingUsual);
        offsets[at + 2 * NOTHING_USUAL + 1] = (float) FeatureEncoder.commentOffset(nothingUsual);
        offsets[at + 2 * NOTHING_OF_CHANNEL] = (float) FeatureEncoder.likeOffset(nothing);
        offsets[at + 2 * NOTHING_OF_CHANNEL + 1] = (float) FeatureEncoder.commentOffset(nothing);
    }

    /** Overwrites the offsets of {@code to}'s row {@code i} with those of {@code row} in a state of knowledge. */
    void start(int row, int state, float[] to, int i) {
        System.arraycopy(offsets, (row * STATES + state) * 2, to, i * Target.WIDTH + Target.OFFSET, 2);
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
        targets[at + Target.OFFSET] = (float) FeatureEncoder.likeOffset(reading.features());
        targets[at + Target.OFFSET + 1] = (float) FeatureEncoder.commentOffset(reading.features());
        targets[at + Target.DESCRIBED] = reading.features().described() ? 1 : 0;
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
