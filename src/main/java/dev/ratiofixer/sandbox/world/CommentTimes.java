package dev.ratiofixer.sandbox.world;

import java.util.Arrays;

/** Records when a video had how many comments, hour by hour, so that each comment has a time. Not safe for threads. */
final class CommentTimes {
    private long[] times = new long[64];
    private double[] counts = new double[64];
    private int size;

    /** Notes a count that is higher than any before; where comments fell, nothing was posted. */
    void note(long atMillis, double count) {
        if (size > 0 && count <= counts[size - 1]) {
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        times[size] = atMillis;
        counts[size] = count;
        size++;
    }

    /** When the comment with this number, from 1, was posted; between two notes by their line. */
    long of(long ordinal) {
        int found = Arrays.binarySearch(counts, 0, size, (double) ordinal);
        int at = found >= 0 ? found : -found - 1;
        if (at == 0 || at == size) {
            return times[Math.min(at, size - 1)];
        }
        double share = (ordinal - counts[at - 1]) / (counts[at] - counts[at - 1]);
        return times[at - 1] + (long) (share * (times[at] - times[at - 1]));
    }
}
