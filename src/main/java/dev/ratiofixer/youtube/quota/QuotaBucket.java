package dev.ratiofixer.youtube.quota;

/** What is counted apart. {@link #UNITS} and {@link #COMMENTS} together are Google's one bucket of units. */
public enum QuotaBucket {
    /** Units of everything but the two below: {@code videos.list}, channels, playlists. */
    UNITS("units"),
    /** Calls of {@code videos:batchGetStats}, which has a bucket of its own. */
    STATS_CALLS("stats_calls"),
    /** Units kept for {@code commentThreads.insert}. */
    COMMENTS("comments");

    private final String key;

    QuotaBucket(String key) {
        this.key = key;
    }

    /** Its name in the ledger, in health and in metrics. */
    public String key() {
        return key;
    }
}
