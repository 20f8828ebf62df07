package dev.ratiofixer.concurrent;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Pauses between attempts that fail: each is twice as long as the one before, up to a longest one. Reads no clock and
 * sets no timer. Not thread-safe, but for {@link #after}.
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
        failures++;
        return after(failures, null);
    }

    /** Notes a success: the next pause is the first again. */
    public void succeeded() {
        failures = 0;
    }

    /** Failures since the last success. */
    public int failures() {
        return failures;
    }

    /**
     * How long to wait after so many failures, whatever was noted here.
     *
     * @param asked a wait that was asked for: never less, and up to a quarter more by chance, as all who were told the
     *     same must not come back at the same moment; {@code null} if none was
     */
    public Duration after(int failed, @Nullable Duration asked) {
        double doubled = Math.scalb((double) first.toMillis(), Math.clamp(failed - 1, 0, MOST_DOUBLINGS));
        double millis =
                Math.min(doubled, (double) longest.toMillis()) * (random == null ? 1 : 0.5 + random.nextDouble() / 2);
        double least = asked == null ? 0 : asked.toMillis() * (random == null ? 1 : 1 + random.nextDouble() / 4);
        return Duration.ofMillis((long) Math.max(millis, least));
    }
}
