package dev.ratiofixer.text;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The rule for every number that comes as JSON: what is written is what is compared and kept. Readers of JSON keep
 * numbers as doubles, to which 1.0000000000000001 is 1 and 9007199254740993 is 9007199254740992. Pure.
 */
public final class ExactNumber {
    private static final BigDecimal LARGEST_WHOLE = BigDecimal.valueOf(9_007_199_254_740_991L);
    /** A double is told from every other by so many digits, which some programs always write. */
    private static final int DIGITS = 17;

    private ExactNumber() {}

    /** Says why a number would not be kept as it is written, empty if it would. */
    public static Optional<String> fault(BigDecimal written) {
        double kept = written.doubleValue();
        if (Double.isInfinite(kept) || (kept == 0 && written.signum() != 0)) {
            return Optional.of("is beyond what a number can be");
        }
        BigDecimal read = new BigDecimal(kept);
        boolean becameWhole = kept == Math.rint(kept) && read.compareTo(written) != 0;
        if (kept == Math.rint(kept) && read.abs().compareTo(LARGEST_WHOLE) > 0) {
            return Optional.of("is a whole number over " + LARGEST_WHOLE + ", which cannot be told from its neighbours;"
                    + " an id goes in quotes");
        }
        if (becameWhole
                || (written.precision() > DIGITS && BigDecimal.valueOf(kept).compareTo(written) != 0)) {
            return Optional.of("has more digits than are kept: give at most 15");
        }
        return Optional.empty();
    }
}
