package dev.ratiofixer.sandbox.audience;

/**
 * Numbers that look random and depend on nothing but what they are drawn for: the same seed and keys give the same
 * number, in whatever order they are asked for.
 *
 * <p>Source: the finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
 */
public final class SeededRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private SeededRandom() {}

    /** Uniform in [0, 1). */
    public static double uniform(long seed, long key, long salt) {
        return (mix(mix(mix(seed) ^ key) + salt * GOLDEN) >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [low, high). */
    public static double between(long seed, long key, long salt, double low, double high) {
        return low + (high - low) * uniform(seed, key, salt);
    }

    /** Uniform in the logarithm, so that a half is as likely as a double. */
    public static double logBetween(long seed, long key, long salt, double low, double high) {
        return Math.exp(between(seed, key, salt, Math.log(low), Math.log(high)));
    }

    /** Sixty-four bits drawn for a key. */
    public static long bits(long seed, long key, long salt) {
        return mix(mix(mix(seed) ^ key) + salt * GOLDEN);
    }

    private static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
