package dev.ratiofixer.smm.execution;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait before the next attempt: doubling, with jitter, and never less than the provider asked for. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST_DOUBLINGS = 8;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration after(int attempt, @Nullable Duration asked) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(MOST_DOUBLINGS, attempt - 1));
        Duration capped = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        long millis = Math.round(capped.toMillis() * random.nextDouble(0.5, 1));
        // All who were told the same wait must not come back at the same moment.
        long least = asked == null ? 0 : Math.round(asked.toMillis() * random.nextDouble(1, 1.25));
        return Duration.ofMillis(Math.max(millis, least));
    }
}
