package dev.ratiofixer.access;

import java.time.InstantSource;

/** Holds what admits callers to one node, shared by its HTTP server and its bridges. */
public record Access(ApiKeyRegistry keys, Sessions sessions, RateLimiter limiter, RateLimiter wrongKeys) {
    private static final RateLimit WRONG_KEYS = new RateLimit(5, 300);

    /**
     * Builds the parts around a key registry.
     *
     * @param clock real time, also where the engine's runs faster
     */
    public static Access of(ApiKeyRegistry keys, SessionStore sessions, RateLimit limit, InstantSource clock) {
        return new Access(
                keys,
                new Sessions(keys, sessions, clock),
                new RateLimiter(limit, clock),
                new RateLimiter(WRONG_KEYS, clock));
    }
}
