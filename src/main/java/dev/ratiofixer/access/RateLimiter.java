package dev.ratiofixer.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Limits each caller by a token bucket. Bounded: a bucket that is hardly used is forgotten. Safe for all threads. */
public final class RateLimiter {
    private static final int MOST_BUCKETS = 10_000;

    private final LoadingCache<String, Bucket> buckets;

    public RateLimiter(RateLimit limit, InstantSource clock) {
        Bandwidth bandwidth = Bandwidth.builder()
                .capacity(limit.burst())
                .refillGreedy(limit.perSecond(), Duration.ofSeconds(1))
                .build();
        TimeMeter meter = new ClockMeter(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .executor(Runnable::run)
                .build(caller -> Bucket.builder()
                        .addLimit(bandwidth)
                        .withCustomTimePrecision(meter)
                        .build());
    }

    /** Takes one token of a caller's, {@code false} when there is none. */
    public boolean allows(String caller) {
        return buckets.get(caller).tryConsume(1);
    }

    /** A clock that is put back gives no tokens, and takes none. */
    private record ClockMeter(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
