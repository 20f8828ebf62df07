package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.SeededRandom;

/** Makes up how many subscribers a channel shows, rounded down to three figures as YouTube does. */
final class Subscribers {
    private Subscribers() {}

    static long of(long seed, String channelId) {
        return rounded((long) SeededRandom.logBetween(seed, channelId.hashCode(), 50, 500, 2_000_000));
    }

    static long rounded(long exact) {
        long unit = 1;
        while (exact / unit >= 1000) {
            unit *= 10;
        }
        return exact / unit * unit;
    }
}
