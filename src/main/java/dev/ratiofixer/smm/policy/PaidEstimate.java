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
 * @param before {@code multiple} as it was believed three days earlier
 * @param days how many days it was learnt from
 */
record PaidEstimate(
        double multiple, double low, double high, double above, double under, double organic, double before, int days) {
    /** How sure is sure enough for the first step. */
    private static final double GOOD = 0.7;

    /** A belief that has fallen by more than this within three days is still on its way. */
    private static final double FALLING = 0.93;

    private static final double BAD = 0.95;

    /**
     * Whether it is sure enough for a raise. A first step costs little and teaches most, so seven cases of ten will do;
     * the further the budget is from the owner's own, the surer it has to be. Where those who come by themselves
     * already engage more than the target asks, the shortfall closes without money, and whose likes they are is hard to
     * tell.
     *
     * @param raised the daily budget now, over the owner's own
     */
    boolean good(double raised) {
        return above > 1 - (1 - GOOD) / Math.max(1, raised) && multiple > FALLING * before && organic < 1;
    }

    boolean surelyBad() {
        return under > BAD;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f times (%.2f to %.2f)", multiple, low, high);
    }
}
