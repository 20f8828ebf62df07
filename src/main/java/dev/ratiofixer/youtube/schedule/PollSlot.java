package dev.ratiofixer.youtube.schedule;

import org.jspecify.annotations.Nullable;

/**
 * A video's place in a queue. While its poll is under way it is out of the queue, so that it cannot be polled twice at
 * a time.
 */
public final class PollSlot<V> {
    private final V value;

    @Nullable
    PollQueue<V> queue;

    @Nullable
    PollSlot<V> before;

    @Nullable
    PollSlot<V> after;

    boolean waiting;
    /** How many have left from right before it. */
    int holesBefore;
    /** Milliseconds of the epoch. */
    long polledAt = Long.MIN_VALUE;

    PollSlot(V value) {
        this.value = value;
    }

    boolean wasRead() {
        return polledAt != Long.MIN_VALUE;
    }

    public V value() {
        return value;
    }
}
