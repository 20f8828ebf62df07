package dev.ratiofixer.model;

/** Five quantiles of a count, in units of the count, never decreasing from {@code p10} to {@code p90}. */
public record Quantiles(double p10, double p25, double p50, double p75, double p90) {
    /** @throws IllegalArgumentException if they cross, are negative or are no numbers */
    public Quantiles {
        if (!(0 <= p10 && p10 <= p25 && p25 <= p50 && p50 <= p75 && p75 <= p90 && p90 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("quantiles must be finite, not negative and in order: " + p10 + " " + p25
                    + " " + p50 + " " + p75 + " " + p90);
        }
    }
}
