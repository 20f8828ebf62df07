package dev.ratiofixer.model.training;

import java.util.List;

/**
 * How a network is trained.
 *
 * @param seed of its weights, the order of rows and the noise
 * @param hidden widths of its hidden layers
 * @param rate the highest learning rate
 * @param blur what is known is blurred by
 * @param scaling which rows are of other numbers of viewers
 * @param withheld which rows are told less than is known of them
 * @param keep how much of the running mean of the weights a step keeps
 */
record TrainingPlan(
        long seed,
        List<Integer> hidden,
        int epochs,
        int batch,
        double rate,
        Blur blur,
        Scaling scaling,
        FeatureDropout withheld,
        double keep) {

    /**
     * Standard deviations of what is added to logarithms: a network that sees them exactly knows channels by them.
     *
     * @param rates of the channel's rates
     * @param usual of what its uploads usually are
     * @param duration of the length of the video
     */
    record Blur(double rates, double usual, double duration) {}

    /**
     * Rows that are shown as if the channel had another number of viewers: its usual views, the video's views and its
     * likes are multiplied alike. Few channels are seen, and fewer of each size.
     *
     * @param share of the rows
     * @param deviation of the factor's logarithm
     */
    record Scaling(double share, double deviation) {
        static final Scaling NONE = new Scaling(0, 0);
    }

    /**
     * Shares of the rows that are not told something: a network that always knew would be at a loss without.
     *
     * @param usual what the channel's uploads usually are
     * @param thinned told it from a part of the uploads only: a file may have few of them
     * @param channel anything of the channel
     * @param described what describes the video: length, category and a Short's release
     */
    record FeatureDropout(double usual, double thinned, double channel, double described) {}

    static TrainingPlan standard(long seed) {
        return new TrainingPlan(
                seed,
                List.of(128, 128, 128),
                24,
                1024,
                4e-3,
                new Blur(0.3, 0.05, 0.4),
                new Scaling(0.5, 0.7),
                new FeatureDropout(0.25, 0.1, 0.04, 0.15),
                0.995);
    }

    /** For a network that is good already: gently, and over few readings. */
    static TrainingPlan refining(long seed, List<Integer> hidden) {
        return new TrainingPlan(
                seed,
                hidden,
                10,
                128,
                3e-4,
                new Blur(0.1, 0, 0.1),
                Scaling.NONE,
                new FeatureDropout(0.3, 0, 0.05, 0.15),
                0.99);
    }

    TrainingPlan {
        hidden = List.copyOf(hidden);
    }
}
