package dev.ratiofixer.stats;

/**
 * Five quantiles of a count, in units of the count, never decreasing from {@code p10} to {@code p90}. What the model
 * expects, what a campaign is held against and what an order is based on: all read quantiles between the five by
 * {@link #at}, so that what is short for one is short for the other.
 */
public record Quantiles(double p10, double p25, double p50, double p75, double p90) {
    private static final double[] LEVELS = {0.10, 0.25, 0.50, 0.75, 0.90};

    /** @throws IllegalArgumentException if they cross, are negative or are no numbers */
    public Quantiles {
        if (!(0 <= p10 && p10 <= p25 && p25 <= p50 && p50 <= p75 && p75 <= p90 && p90 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("quantiles must be finite, not negative and in order: " + p10 + " " + p25
                    + " " + p50 + " " + p75 + " " + p90);
        }
    }

    /**
     * The quantile at a level; beyond the outermost levels, theirs. Between two levels log10(count + 1) goes straight
     * from one to the other: that is the scale on which the model learns and on which counts spread evenly, so a line
     * in the counts themselves would bend the band upwards between its corners.
     */
    public double at(double level) {
        int above = 0;
        while (above < LEVELS.length - 1 && LEVELS[above] < level) {
            above++;
        }
        if (above == 0 || LEVELS[above] <= level) {
            return value(above);
        }
        double part = (level - LEVELS[above - 1]) / (LEVELS[above] - LEVELS[above - 1]);
        double low = Math.log1p(value(above - 1));
        return Math.expm1(low + part * (Math.log1p(value(above)) - low));
    }

    /** Whether a count lies between {@code p10} and {@code p90}, both included: eight of ten should. */
    public boolean holds(long count) {
        return p10 <= count && count <= p90;
    }

    private double value(int level) {
        return switch (level) {
            case 0 -> p10;
            case 1 -> p25;
            case 2 -> p50;
            case 3 -> p75;
            default -> p90;
        };
    }
}
