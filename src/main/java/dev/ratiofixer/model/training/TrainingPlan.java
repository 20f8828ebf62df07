package dev.ratiofixer.model.training;

import java.util.List;

/**
 * How a network is trained.
 *
 * @param seed of its weights, the order of rows and the noise
 * @param hidden widths of its hidden layers
 * @param rate the highest learning rate
 * @param noise standard deviation of what is added to a channel's log rates: a network that sees them exactly knows
 *     channels by them
 * @param withheld share of the rows that are not told what the channel's uploads usually are: a network that always
 *     knew would be at a loss without
 * @param thinned share of the rows that are told it from a part of the uploads only: a file may have few of them
 * @param keep how much of the running mean of the weights a step keeps
 */
record TrainingPlan(
        long seed,
        List<Integer> hidden,
        int epochs,
        int batch,
        double rate,
        double noise,
        double withheld,
        double thinned,
        double keep) {
    static TrainingPlan standard(long seed) {
        return new TrainingPlan(seed, List.of(128, 128, 128), 24, 1024, 4e-3, 0.25, 0.4, 0.4, 0.995);
    }

    /** For a network that is good already: gently, and over few readings. */
    static TrainingPlan refining(long seed, List<Integer> hidden) {
        return new TrainingPlan(seed, hidden, 10, 128, 3e-4, 0.1, 0.4, 0, 0.99);
    }

    TrainingPlan {
        hidden = List.copyOf(hidden);
    }
}
