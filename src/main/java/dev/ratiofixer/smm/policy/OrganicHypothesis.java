package dev.ratiofixer.smm.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * A way in which those who come by themselves may behave.
 *
 * @param start their first multiple over what is expected of it
 * @param drift how far it wanders in a day, as a share of it
 * @param memory the part of their likes that follows the views of the last weeks and not today's: likes go on coming
 *     where views have nearly ended
 * @param dispersion the variance of a count over its mean; 1 if each viewer decides alone
 * @param mood how far a whole day's mood moves its count, as a share of it
 * @param prior how probable it is before anything is seen, up to a factor
 */
record OrganicHypothesis(double start, double drift, double memory, double dispersion, double mood, double prior) {
    /** How surely a habit's {@link #start} is known, as a share of it: about what lies between two of them. */
    static final double START_DEVIATION = 0.4;

    private static final double[] DRIFTS = {0.05, 0.2};
    private static final List<Noise> NOISES =
            List.of(new Noise(0.1, 0.03), new Noise(0.5, 0.03), new Noise(0.5, 0.1), new Noise(2, 0.1));
    private static final double[] MEMORIES = {0, 0.5, 1};
    private static final double[] MEMORY_PRIORS = {1, 0.5, 0.5};
    /** In natural logarithms. */
    private static final double START_STEP = 0.7;

    private static final int STARTS_BELOW = 2;
    private static final int STARTS_ABOVE = 2;
    /** Student's t: in the engagement data some videos are far from what is usual. */
    private static final double TAIL = 3;

    private static final double SPREAD = 0.6;

    private record Noise(double dispersion, double mood) {}

    /** All of them. */
    static List<OrganicHypothesis> all() {
        List<OrganicHypothesis> all = new ArrayList<>();
        for (Noise noise : NOISES) {
            for (double drift : DRIFTS) {
                for (int memory = 0; memory < MEMORIES.length; memory++) {
                    for (int start = -STARTS_BELOW; start <= STARTS_ABOVE; start++) {
                        double off = start * START_STEP;
                        double prior = MEMORY_PRIORS[memory] * student(off / SPREAD);
                        all.add(new OrganicHypothesis(
                                Math.exp(off), drift, MEMORIES[memory], noise.dispersion(), noise.mood(), prior));
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    private static double student(double deviations) {
        return Math.pow(1 + deviations * deviations / TAIL, -(TAIL + 1) / 2);
    }
}
