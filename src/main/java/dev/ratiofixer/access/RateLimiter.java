package dev.ratiofixer.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** A token bucket for each caller. Bounded: the bucket that was unused longest is forgotten. Safe for all threads. */
public final class RateLimiter {
    private static final int MOST_BUCKETS = 10_000;

    private static final class Bucket {
        private double tokens;
        private Instant filledAt;

        Bucket(double tokens, Instant filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }
    }

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);
    private final RateLimit limit;
    private final InstantSource clock;

    public RateLimiter(RateLimit limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Takes one token of a caller's, {@code false} when there is none. */
    public synchronized boolean allows(String caller) {
        Instant now = clock.instant();
        Bucket bucket = buckets.computeIfAbsent(caller, fresh -> new Bucket(limit.burst(), now));
        double seconds = Math.max(0, Duration.between(bucket.filledAt, now).toNanos() / 1e9);
        bucket.tokens = Math.min(limit.burst(), bucket.tokens + seconds * limit.perSecond());
        bucket.filledAt = now;
        forgetEldest();
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens -= 1;
        return true;
    }

    private void forgetEldest() {
        if (buckets.size() > MOST_BUCKETS) {
            Iterator<String> eldest = buckets.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }
}
