package dev.ratiofixer.model;

/** From log counts to counts. */
final class Counts {
    /** More than YouTube will ever count, and far from overflow. */
    private static final double LARGEST_LOG = 40;

    private Counts() {}

    /** Quantiles of five log counts that are in order. */
    static Quantiles quantiles(double[] logCounts) {
        return new Quantiles(
                count(logCounts[0]),
                count(logCounts[1]),
                count(logCounts[2]),
                count(logCounts[3]),
                count(logCounts[4]));
    }

    private static double count(double logCount) {
        return Math.exp(Math.min(logCount, LARGEST_LOG));
    }
}
