package dev.ratiofixer.google.ads.operations;

/**
 * How a day's operations are shared out: returns may use all of them, changes leave what returns may need, reads leave
 * what returns and changes may need.
 *
 * @param limit the operations of 24 hours
 * @param forReturns kept for returns
 * @param forChanges kept for changes, beside that
 */
public record OperationsPlan(int limit, int forReturns, int forChanges) {
    /** A return reads, tries, changes and reads back; so many times it may be tried. */
    private static final int A_RETURN = 4 * 2;

    private static final int LEAST_SHARE = 20;
    private static final int CHANGES_SHARE = 10;

    /** Returns the plan for so many budgets that may be raised at the same time. */
    public static OperationsPlan of(int limit, int budgets) {
        int wanted = Math.max(limit / LEAST_SHARE, budgets * A_RETURN);
        return new OperationsPlan(limit, Math.min(wanted, limit / 2), limit / CHANGES_SHARE);
    }

    /** Returns what all that counts together may come to when one more is granted for a purpose. */
    public int ceiling(OperationPurpose purpose) {
        return switch (purpose) {
            case RETURN -> limit;
            case CHANGE -> limit - forReturns;
            case READ -> limit - forReturns - forChanges;
        };
    }
}
