package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.api.Evidence.Band;

/** Quantiles between the five that a {@link Band} has, by a straight line in the probability. */
public final class BandQuantiles {
    private static final double[] LEVELS = {0.10, 0.25, 0.50, 0.75, 0.90};

    private BandQuantiles() {}

    /** The value at a probability; beyond the outermost levels, theirs. */
    public static double at(Band band, double level) {
        double[] values = {band.p10(), band.p25(), band.p50(), band.p75(), band.p90()};
        if (level <= LEVELS[0]) {
            return values[0];
        }
        int i = 1;
        while (i < LEVELS.length - 1 && level > LEVELS[i]) {
            i++;
        }
        double share = Math.min(1, (level - LEVELS[i - 1]) / (LEVELS[i] - LEVELS[i - 1]));
        return values[i - 1] + share * (values[i] - values[i - 1]);
    }
}
