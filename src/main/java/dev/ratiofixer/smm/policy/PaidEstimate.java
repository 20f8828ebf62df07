package dev.ratiofixer.smm.policy;

import java.util.Locale;

/**
 * How often paid viewers like (or comment), as a multiple of what the target asks of every view: above 1 more paid
 * views raise the ratio towards the target, under 1 they lower it.
 *
 * @param multiple the median of what is believed
 * @param low together with {@code high} it holds the truth in nine cases of ten
 * @param above how probable it is that the multiple lies above 1
 * @param days how many days it was learnt from
 */
record PaidEstimate(double multiple, double low, double high, double above, int days) {
    /**
     * How sure is sure enough. A raise that begins in error is found out by the days that it changes; the last steps of
     * a right one are surer than the first, so that far more than this share of all moves are right.
     */
    private static final double GOOD = 0.92;

    private static final double BAD = 0.95;

    boolean surelyGood() {
        return above > GOOD;
    }

    boolean surelyBad() {
        return 1 - above > BAD;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f times (%.2f to %.2f)", multiple, low, high);
    }
}
