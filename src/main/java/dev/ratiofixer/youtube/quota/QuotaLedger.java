package dev.ratiofixer.youtube.quota;

import dev.ratiofixer.time.PacificDay;
import io.vertx.core.Future;

/**
 * Who may spend how much of a day's quota, shared by all nodes and safe against their death: what it granted counts as
 * spent, whether or not it was. Every implementation is atomic; futures complete on the caller's context and fail when
 * the ledger cannot be asked, and then nothing may be spent.
 */
public interface QuotaLedger {
    /**
     * Grants up to {@code wanted} units.
     *
     * @param limit the bucket's units of the whole day
     */
    Future<Grant> reserve(PacificDay day, QuotaBucket bucket, int wanted, int limit);

    /** Takes back units that were granted and never spent. */
    Future<Void> giveBack(PacificDay day, QuotaBucket bucket, int units);

    /** Grants nothing more of this bucket on this day: YouTube says that it is used up. */
    Future<Void> exhaust(PacificDay day, QuotaBucket bucket);

    /** Grants again: YouTube answers after all, as when it raised the day's quota. */
    Future<Void> reopen(PacificDay day, QuotaBucket bucket);

    /**
     * The ledger's answer.
     *
     * @param granted 0 to what was wanted; fewer means that this was the last of the day
     * @param left units that may still be granted, to any node
     * @param exhausted whether nothing is granted because YouTube said so
     */
    record Grant(int granted, int left, boolean exhausted) {
        public Grant(int granted, int left) {
            this(granted, left, false);
        }
    }

    /** What is counted apart. {@link #UNITS} and {@link #COMMENTS} together are Google's one bucket of units. */
    enum QuotaBucket {
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
}
