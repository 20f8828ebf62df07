package dev.ratiofixer.smm.policy;

import java.util.Locale;

/**
 * How often paid viewers like (or comment), as a multiple of what the target asks of every view: above 1 more paid
 * views raise the ratio towards the target, under 1 they lower it.
 *
 * @param deviation standard deviation of {@code multiple}
 * @param days how many days it was learnt from
 */
record PaidEstimate(double multiple, double deviation, int days) {
    /** One-sided: wrong in 2.5 cases of a hundred, if the model of the days is right. */
    private static final double SURELY = 1.96;

    /** For nine cases of ten. */
    static final double NINE_OF_TEN = 1.645;

    boolean surelyAbove(double level) {
        return multiple - SURELY * deviation > level;
    }

    boolean surelyBelow(double level) {
        return multiple + SURELY * deviation < level;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f times (%.2f to %.2f)",
                multiple,
                Math.max(0, multiple - NINE_OF_TEN * deviation),
                multiple + NINE_OF_TEN * deviation);
    }
}
