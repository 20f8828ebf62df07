package dev.ratiofixer.effect;

/** What an order brought to one counter, or why nobody can tell. */
public sealed interface EffectEstimate {
    /**
     * An estimate with the interval that holds it in nine cases of ten.
     *
     * @param from hours since publication of the reading that the window begins with
     * @param to likewise that it ends with
     * @param startCount the counter at the window's start
     * @param gained what came in the window
     * @param expected what would have come without the order: {@code gained - estimate}
     * @param quietWindows how many quiet windows of the campaign's own were looked at
     */
    record Estimated(
            double estimate,
            double low,
            double high,
            double from,
            double to,
            double startCount,
            double gained,
            double expected,
            int quietWindows)
            implements EffectEstimate {
        /** Whether the interval says that something came because of the order. */
        boolean claimsGain() {
            return low > 0;
        }

        /** Whether the interval says that the order cost something. */
        boolean claimsLoss() {
            return high < 0;
        }
    }

    /** It cannot be told. {@code why} follows "not measurable:". */
    record Unmeasurable(String why) implements EffectEstimate {}
}
