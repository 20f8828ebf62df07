package dev.ratiofixer.model;

/**
 * What the length, the category and, of a Short, the release change about a video's quantiles, where all are known. A
 * missing one moves the answer to that for a video of which none is known, and the bounds here are the promise of how
 * far: the median by less than half as much again, and the band gets no more than a tenth narrower by it.
 *
 * <p>The network has three outputs for each target: a shift of all quantiles, by at most {@link #LARGEST_SHIFT} of log
 * count and by less where counts are so small that the shift would widen the band, and how much the lower and the upper
 * quantiles are drawn in. The shift is an increasing function of the quantile itself, so that their order and their
 * monotony in the views stay. No exponentials, since this is done for every expectation.
 */
public final class Correction {
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

    /** Moves the five {@code g} of {@link QuantileHead}, by the raw outputs of the row that begins at {@code row}. */
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

    /** Which part of the shift applies to a quantile of log count: none of a count of 0, nearly all of large ones. */
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
