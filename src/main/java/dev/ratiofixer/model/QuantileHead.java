package dev.ratiofixer.model;

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
    /** How many outputs the network has. */
    public static final int WIDTH = TARGETS * QUANTILES * STRIDE;

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
}
