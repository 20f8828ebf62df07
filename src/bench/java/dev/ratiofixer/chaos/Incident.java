package dev.ratiofixer.chaos;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, from when to when in real time.
 *
 * @param node whom it befell, or {@code null} for all
 * @param detail of which kind exactly, for people
 */
record Incident(Kind kind, @Nullable String node, String detail, Instant from, Instant to) {
    /** What can be done to a cluster. */
    enum Kind {
        /** SIGKILL of a node. */
        NODE_KILLED,
        /** SIGSTOP of a node for longer than its lease. */
        NODE_FROZEN,
        /** TERM of every node, one after another. */
        ROLLING_RESTART,
        /** A node's clock shows another time. */
        CLOCK_WRONG,
        /** Every back end is terminated. */
        CONNECTIONS_CUT,
        /** Nobody can connect. */
        DATABASE_AWAY,
        /** SIGKILL of PostgreSQL's first process. */
        DATABASE_KILLED,
        /** Transactions can only read. */
        READ_ONLY,
        /** Every write fails as if the disk were full. */
        DISK_FULL,
        /** Somebody holds a lock on a table that everybody writes to. */
        LOCKED,
        /** A provider fails in one of its ways. */
        UPSTREAM,
        /** The owner's or the advertiser's token is worthless. */
        TOKEN_REVOKED,
        /** TERM of every node, at the end. */
        STOPPED
    }
}
