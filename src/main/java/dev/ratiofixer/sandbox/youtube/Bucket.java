package dev.ratiofixer.sandbox.youtube;

/** The two daily quotas of a project: {@code videos:batchGetStats} has its own. */
public enum Bucket {
    UNITS,
    STATS_CALLS
}
