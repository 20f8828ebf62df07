package dev.ratiofixer.concurrent;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Pauses between attempts that fail: each is twice as long as the one before, up to a longest one. Reads no clock and
 * sets no timer. Not thread-safe.
 */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 40;

    private final Duration first;
    private final Duration longest;
    private final @Nullable RandomGenerator random;
    private int failures;

    /** @throws IllegalArgumentException if the pauses are not positive, or the first is longer than the longest */
    public Backoff(Duration first, Duration longest) {
        this(first, longest, null);
    }

    /**
     * Leaves up to half of each pause to chance, so that nodes do not come back in step.
     *
     * @param random {@code null} for no chance
     */
    public Backoff(Duration first, Duration longest, @Nullable RandomGenerator random) {
        if (!first.isPositive() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException("pauses from " + first + " to " + longest);
        }
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** Notes a failure: how long to wait now. */
    public Duration failed() {
        double doubled = Math.scalb((double) first.toMillis(), Math.min(failures, MOST_DOUBLINGS));
        failures++;
        double millis = Math.min(doubled, (double) longest.toMillis());
        return Duration.ofMillis((long) (random == null ? millis : millis * (0.5 + random.nextDouble() / 2)));
    }

    /** Notes a success: the next pause is the first again. */
    public void succeeded() {
        failures = 0;
    }

    /** Failures since the last success. */
    public int failures() {
        return failures;
    }
}
