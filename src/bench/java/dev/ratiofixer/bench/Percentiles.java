package dev.ratiofixer.bench;

import java.util.Arrays;

/** Times of single events, kept whole. Not thread-safe. */
public final class Percentiles {
    private long[] nanos = new long[1024];
    private int count;

    /** The middle one of some values, or the upper of two. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    public void add(long value) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = value;
    }

    public int count() {
        return count;
    }

    /** The value that a share of them does not pass, in milliseconds. */
    public double millis(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        Arrays.sort(nanos, 0, count);
        return nanos[Math.min(count - 1, (int) (count * share))] / 1e6;
    }
}
