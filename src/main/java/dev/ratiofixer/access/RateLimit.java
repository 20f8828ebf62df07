package dev.ratiofixer.access;

/**
 * Configures how often a key may call on one node.
 *
 * @param perSecond sustained requests a second
 * @param burst requests at once after a pause
 */
public record RateLimit(int perSecond, int burst) {
    /** 300 a second, 3,000 at once: no person notices it, and a runaway script does. */
    public static final RateLimit DEFAULT = new RateLimit(300, 3000);

    public RateLimit {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("a rate limit must be positive");
        }
    }
}
