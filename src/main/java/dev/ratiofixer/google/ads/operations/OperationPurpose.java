package dev.ratiofixer.google.ads.operations;

/** What an operation is used for, the most urgent first: what is scarce is kept for the earlier ones. */
public enum OperationPurpose {
    /** Giving an owner's budget back, with the reads around it. */
    RETURN("return", 8),
    /** Placing an order, with the reads around it. */
    CHANGE("change", 8),
    /** All other reads: for the policy, the settlement, the check list. */
    READ("read", 16);

    private final String key;
    private final int grant;

    OperationPurpose(String key, int grant) {
        this.key = key;
        this.grant = grant;
    }

    /** Returns its name in the ledger, in health and in metrics. */
    public String key() {
        return key;
    }

    /** Returns how many operations a node asks for at a time: a process that dies loses at most so many. */
    int grant() {
        return grant;
    }
}
