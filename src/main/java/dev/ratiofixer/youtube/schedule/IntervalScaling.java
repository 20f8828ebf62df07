package dev.ratiofixer.youtube.schedule;

import dev.ratiofixer.youtube.WatchPriority;
import java.util.function.ToDoubleFunction;

/**
 * How much longer than wanted each class waits. Under growing pressure calm videos wait first, up to eight times the
 * stretch of normal ones, and normal ones up to eight times that of urgent ones: nobody is starved.
 */
public record IntervalScaling(double urgent, double normal, double calm) {
    /** Everybody gets the wanted interval. */
    public static final IntervalScaling NONE = new IntervalScaling(1, 1, 1);

    private static final double STEP = 8;
    private static final double MOST_PRESSURE = 1e9;
    private static final int HALVINGS = 60;

    public double of(WatchPriority priority) {
        return switch (priority) {
            case URGENT -> urgent;
            case NORMAL -> normal;
            case CALM -> calm;
        };
    }

    /**
     * The least stretch whose cost is affordable.
     *
     * @param callsPerSecond what a stretch costs; must not rise with it
     */
    static IntervalScaling fit(ToDoubleFunction<IntervalScaling> callsPerSecond, double affordable) {
        if (callsPerSecond.applyAsDouble(NONE) <= affordable) {
            return NONE;
        }
        double low = 1;
        double high = MOST_PRESSURE;
        for (int i = 0; i < HALVINGS; i++) {
            // Geometric, as the pressure spans nine orders of magnitude.
            double middle = Math.sqrt(low * high);
            if (callsPerSecond.applyAsDouble(under(middle)) <= affordable) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return under(high);
    }

    private static IntervalScaling under(double pressure) {
        return new IntervalScaling(Math.max(1, pressure / (STEP * STEP)), Math.max(1, pressure / STEP), pressure);
    }
}
