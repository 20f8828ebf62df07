package dev.ratiofixer.model;

import dev.ratiofixer.stats.Quantiles;

/**
 * Turns five quantiles of log count, which are in order, into quantiles of likes or of comments. Each step is
 * continuous, keeps their order, and keeps that none of them falls when the views grow.
 *
 * <p>Stateless. The constants were chosen on held-out channels and months: docs/model-card.md.
 */
enum CountQuantiles {
    LIKES(0.4, 2.0),
    COMMENTS(0.2, 2.2);

    /** Where nothing is known of the channel the band is at least this part of the widest otherwise. */
    private static final double LEAST = 0.9;

    private static final int P10 = 0;
    private static final int P25 = 1;
    private static final int P50 = 2;
    private static final int P75 = 3;
    private static final int P90 = 4;

    private final double raise;
    private final double below;
    private final double most;
    private final double leastBelow;
    private final double least;

    /**
     * @param raise by how much counts are raised, small ones by less
     * @param width the widest band, as {@code log((p90 + 1) / (p10 + 1))}
     */
    CountQuantiles(double raise, double width) {
        this.raise = raise;
        below = Math.exp(-width / 2);
        most = Math.exp(width);
        leastBelow = Math.exp(-LEAST * width / 2);
        least = Math.exp(LEAST * width);
    }

    static CountQuantiles of(int target) {
        return target == 0 ? LIKES : COMMENTS;
    }

    /**
     * The counts of five {@code g} of {@link QuantileHead}, for a video inside the domain.
     *
     * @param channelKnown whether anything is known of the channel
     */
    double[] counts(double[] g, boolean channelKnown) {
        double[] counts = counts(g);
        for (int j = 0; j < counts.length; j++) {
            counts[j] = raised(counts[j]);
        }
        if (channelKnown) {
            narrow(counts);
        } else {
            widen(counts);
        }
        return counts;
    }

    /** The counts of five {@code g} as they are. */
    static double[] counts(double[] g) {
        double[] counts = new double[g.length];
        for (int j = 0; j < counts.length; j++) {
            counts[j] = QuantileHead.count(g[j]);
        }
        return counts;
    }

    /** The inverse of {@link #counts(double[])}. */
    static double[] logs(double[] counts) {
        double[] logs = new double[counts.length];
        for (int j = 0; j < logs.length; j++) {
            logs[j] = QuantileHead.logCount(counts[j]);
        }
        return logs;
    }

    static Quantiles quantiles(double[] counts) {
        return new Quantiles(counts[P10], counts[P25], counts[P50], counts[P75], counts[P90]);
    }

    /**
     * Quantiles of a few likes are whole numbers, and the network, which is smooth, lies under them. Two counts are in
     * no greater proportion after it than before.
     */
    private double raised(double count) {
        return count + raise * count / (count + 1);
    }

    /** Bounds the width of a band: what is known of a channel must not make it wider than it is without. */
    private void narrow(double[] counts) {
        counts[P10] = Math.max(counts[P10], Math.max(0, (counts[P50] + 1) * below - 1));
        counts[P90] = Math.min(counts[P90], (counts[P10] + 1) * most - 1);
        counts[P25] = Math.max(counts[P25], counts[P10]);
        counts[P75] = Math.min(counts[P75], counts[P90]);
    }

    /**
     * Widens a band to nine tenths of the bound of {@link #narrow} at least, so that it is nowhere narrower than with
     * the channel by more than a tenth.
     */
    private void widen(double[] counts) {
        counts[P10] = Math.min(counts[P10], Math.max(0, (counts[P50] + 1) * leastBelow - 1));
        counts[P90] = Math.max(counts[P90], (counts[P10] + 1) * least - 1);
    }
}
