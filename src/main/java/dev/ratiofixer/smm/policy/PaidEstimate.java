package dev.ratiofixer.smm.policy;

import java.util.Locale;

/**
 * How often paid viewers like (or comment), as a multiple of what the target asks of every view: above 1 more paid
 * views close the shortfall. Between the video's own standing and 1 they raise the ratio, though never to the target.
 *
 * @param multiple the median of what is believed
 * @param low together with {@code high} it holds the truth in nine cases of ten
 * @param above how probable it is that the multiple lies above 1
 * @param under how probable it is that it lies under the video's own standing, so that each paid view lowers the ratio
 * @param organic the same multiple of those who come by themselves
 */
record PaidEstimate(double multiple, double low, double high, double above, double under, double organic) {
    /** How sure is sure enough for a raise. A step costs little and teaches much: whom it errs about it shows. */
    private static final double GOOD = 0.58;

    /** The same once a whole climb of the budget has been tried. */
    private static final double GOOD_AGAIN = 0.9;

    private static final double BAD = 0.95;

    /**
     * Whether it is sure enough for a raise. Where those who come by themselves already engage more than the target
     * asks, the shortfall closes without money, and whose likes they are is hard to tell.
     *
     * @param again whether the budget has been raised so often that one more needs better reasons
     */
    boolean good(boolean again) {
        return above > (again ? GOOD_AGAIN : GOOD) && organic < 1;
    }

    boolean surelyBad() {
        return under > BAD;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f times (%.2f to %.2f)", multiple, low, high);
    }
}
