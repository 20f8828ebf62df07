package dev.ratiofixer.model;

import dev.ratiofixer.stats.Quantiles;
import java.util.List;

/**
 * Turns the network's raw outputs and a row's views into quantiles of {@code log(count)}, each of which never falls
 * with the views: the network gives an intercept and, for each of a few ranges of views, a slope that is made positive.
 *
 * <p>For quantile j of a target: {@code g_j = intercept_j + offset + start_j + Σ_k slope_jk · (ramp_k(logViews) −
 * ramp_k(centre))}, where the ramps split {@code logViews} at the knots and add up to it. A count's quantile is
 * {@code max(0, exp(g_j) − SHIFT)}: the shift lets small counts have a quantile of exactly 0. Every operation is
 * monotone also in floating point. The five need not be in order: sorting them keeps each order statistic monotone.
 *
 * <p>Stateless.
 */
public final class QuantileHead {
    /** The levels in order. */
    public static final List<Double> LEVELS = List.of(0.10, 0.25, 0.50, 0.75, 0.90);

    public static final int TARGETS = 2;
    public static final int QUANTILES = 5;

    private static final double[] START = {-0.6, -0.25, 0, 0.25, 0.6};
    private static final double LN_10 = Math.log(10);
    private static final double CENTRE = 9;
    private static final double[] KNOTS = {Math.log(50), Math.log(600), Math.log(7_000), Math.log(80_000), Math.log(1e6)
    };

    /** Below it a count is nothing. */
    private static final double SHIFT = 0.4;
    /** More than YouTube will ever count, and far from overflow. */
    private static final double LARGEST = 40;

    /** Ramps: one below, one between each two knots, one above. */
    public static final int RAMPS = KNOTS.length + 1;
    /** Raw outputs of one quantile: its intercept, then its slopes. */
    private static final int STRIDE = 1 + RAMPS;
    /** How many outputs of the network are the head's own; those of {@link Correction} follow. */
    public static final int OWN_WIDTH = TARGETS * QUANTILES * STRIDE;
    /** How many outputs the network has. */
    public static final int WIDTH = OWN_WIDTH + TARGETS * Correction.STRIDE;

    private static final double[] CENTRE_RAMPS = rawRamps(CENTRE);

    private static double[] rawRamps(double logViews) {
        double[] ramps = new double[RAMPS];
        ramps[0] = Math.min(logViews, KNOTS[0]);
        for (int k = 1; k < KNOTS.length; k++) {
            ramps[k] = Math.clamp(logViews, KNOTS[k - 1], KNOTS[k]) - KNOTS[k - 1];
        }
        ramps[KNOTS.length] = Math.max(logViews - KNOTS[KNOTS.length - 1], 0);
        return ramps;
    }

    /** The ramps at {@code logViews}, less those at the centre. */
    public static double[] ramps(double logViews) {
        double[] ramps = rawRamps(logViews);
        for (int k = 0; k < RAMPS; k++) {
            ramps[k] -= CENTRE_RAMPS[k];
        }
        return ramps;
    }

    /** {@code g} of quantile {@code j} of {@code target}, from the raw outputs that begin at {@code row}. */
    public static double logCount(double[] raw, int row, int target, int j, double offset, double[] ramps) {
        int at = index(row, target, j);
        double g = raw[at] + offset + START[j] + CENTRE;
        for (int k = 0; k < RAMPS; k++) {
            g += slope(raw[at + 1 + k]) * ramps[k];
        }
        return g;
    }

    /** Writes the slopes of all raw outputs of a row, the intercepts' too: in one loop they cost little. */
    static void slopes(double[] raw, double[] slopes) {
        for (int k = 0; k < OWN_WIDTH; k++) {
            slopes[k] = slope(raw[k]);
        }
    }

    /** The same as {@link #logCount(double[], int, int, int, double, double[])} of the row's {@link #slopes}. */
    static double logCount(double[] raw, double[] slopes, int target, int j, double offset, double[] ramps) {
        int at = index(0, target, j);
        double g = raw[at] + offset + START[j] + CENTRE;
        for (int k = 0; k < RAMPS; k++) {
            g += slopes[at + 1 + k] * ramps[k];
        }
        return g;
    }

    /** The count, not negative and finite, of a {@code g}. */
    public static double count(double g) {
        return Math.max(0, Math.exp(Math.min(g, LARGEST)) - SHIFT);
    }

    /** The inverse of {@link #count}. */
    public static double logCount(double count) {
        return Math.log(Math.max(0, count) + SHIFT);
    }

    /**
     * d log10(1 + count) / dg. Where the count is 0 the true slope is 0, from which no training returns: there it is
     * that of an unshifted count.
     */
    public static double slopeOfLog(double g) {
        double shifted = Math.exp(Math.min(g, LARGEST));
        return shifted / (1 + (shifted > SHIFT ? shifted - SHIFT : shifted)) / LN_10;
    }

    /** Adds {@code derivative · dg/draw} to the gradient that begins at {@code row}. */
    public static void backward(
            double[] raw, int row, int target, int j, double[] ramps, double derivative, double[] gradient) {
        int at = index(row, target, j);
        gradient[at] += derivative;
        for (int k = 0; k < RAMPS; k++) {
            double x = raw[at + 1 + k];
            double slopeDerivative = 0.5 * (1 + x / Math.sqrt(x * x + 4));
            gradient[at + 1 + k] += derivative * slopeDerivative * ramps[k];
        }
    }

    private static int index(int row, int target, int j) {
        return row + (target * QUANTILES + j) * STRIDE;
    }

    /** Positive, smooth, 1 at 0, and much cheaper than a softplus. */
    private static double slope(double x) {
        return 0.5 * (x + Math.sqrt(x * x + 4));
    }

    private QuantileHead() {}

    /**
     * What the length, the category and, of a Short, the release change about a video's quantiles, where all are known.
     * A missing one moves the answer to that for a video of which none is known, and the bounds here are the promise of
     * how far: the median by less than half as much again, and the band gets no more than a tenth narrower by it.
     *
     * <p>The network has three outputs for each target: a shift of all quantiles, by at most {@link #LARGEST_SHIFT} of
     * log count and by less where counts are so small that the shift would widen the band, and how much the lower and
     * the upper quantiles are drawn in. The shift is an increasing function of the quantile itself, so that their order
     * and their monotony in the views stay. No exponentials, since this is done for every expectation.
     */
    public static final class Correction {
        /** Outputs of one target. */
        static final int STRIDE = 3;

        /** ln 1.448. */
        private static final double LARGEST_SHIFT = 0.37;

        private static final double MOST_DRAWN_IN = 0.3;
        /** What is drawn in at an output of 0 is little: the network starts without a correction. */
        private static final double DRAWN_IN_FROM = -2;
        /** Log count of nothing, from which on the shift comes to apply, and how late it does. */
        private static final double NOTHING = QuantileHead.logCount(0);

        private static final double LATE = 9;
        /** How much of what is drawn in each quantile moves; the first two are those below the median. */
        private static final double[] PART = {1, 0.5, 0, -0.5, -1};

        private Correction() {}

        /**
         * Moves the five {@code g} of {@link QuantileHead}, by the raw outputs of the row that begins at {@code row}.
         */
        public static void apply(double[] raw, int row, int target, double[] g) {
            int at = index(row, target);
            double shift = LARGEST_SHIFT * bounded(raw[at]);
            double below = drawnIn(raw[at + 1]);
            double above = drawnIn(raw[at + 2]);
            for (int j = 0; j < g.length; j++) {
                g[j] += shift * applies(g[j]) + PART[j] * (PART[j] > 0 ? below : above);
            }
        }

        /**
         * Carries derivatives by the corrected {@code g} back: replaces them by those by the uncorrected ones, and adds
         * those by this row's outputs to the gradient.
         *
         * @param uncorrected the five {@code g} before {@link #apply}
         */
        public static void backward(
                double[] raw, int row, int target, double[] uncorrected, double[] derivatives, double[] gradient) {
            int at = index(row, target);
            double shift = LARGEST_SHIFT * bounded(raw[at]);
            for (int j = 0; j < uncorrected.length; j++) {
                double derivative = derivatives[j];
                gradient[at] += derivative * applies(uncorrected[j]) * LARGEST_SHIFT * boundedSlope(raw[at]);
                int side = PART[j] > 0 ? 1 : 2;
                gradient[at + side] += derivative * PART[j] * drawnInSlope(raw[at + side]);
                derivatives[j] = derivative * (1 + shift * appliesSlope(uncorrected[j]));
            }
        }

        private static int index(int row, int target) {
            return row + QuantileHead.OWN_WIDTH + target * STRIDE;
        }

        /** From -1 to 1. */
        private static double bounded(double x) {
            return x / Math.sqrt(1 + x * x);
        }

        private static double boundedSlope(double x) {
            double square = 1 + x * x;
            return 1 / (square * Math.sqrt(square));
        }

        private static double drawnIn(double x) {
            return MOST_DRAWN_IN * 0.5 * (1 + bounded(x + DRAWN_IN_FROM));
        }

        private static double drawnInSlope(double x) {
            return MOST_DRAWN_IN * 0.5 * boundedSlope(x + DRAWN_IN_FROM);
        }

        /**
         * Which part of the shift applies to a quantile of log count: none of a count of 0, nearly all of large ones.
         */
        private static double applies(double g) {
            double above = Math.max(0, g - NOTHING);
            return above * above / (above * above + LATE);
        }

        private static double appliesSlope(double g) {
            double above = Math.max(0, g - NOTHING);
            double square = above * above + LATE;
            return 2 * LATE * above / (square * square);
        }
    }

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
         * Quantiles of a few likes are whole numbers, and the network, which is smooth, lies under them. Two counts are
         * in no greater proportion after it than before.
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
         * Widens a band to nine tenths of the bound of {@link #narrow} at least, so that it is nowhere narrower than
         * with the channel by more than a tenth.
         */
        private void widen(double[] counts) {
            counts[P10] = Math.min(counts[P10], Math.max(0, (counts[P50] + 1) * leastBelow - 1));
            counts[P90] = Math.max(counts[P90], (counts[P10] + 1) * least - 1);
        }
    }
}
