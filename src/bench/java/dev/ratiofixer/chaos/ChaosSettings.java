package dev.ratiofixer.chaos;

import java.time.Duration;

/**
 * How much is to happen.
 *
 * @param simulated how long it lasts by the engine's clock
 * @param speed how fast that runs
 * @param kills how many nodes are killed; everything else that is done to them keeps its proportion to this
 */
record ChaosSettings(int campaigns, Duration simulated, double speed, int kills, Program program, long seed) {
    /** What is done. */
    enum Program {
        /** Everything that can be. */
        DAY,
        /** What a test has time for. */
        HOUR,
        /** One rolling restart, while all else works. */
        RESTART
    }

    static final int NODES = 3;

    Duration real() {
        return Duration.ofMillis((long) (simulated.toMillis() / speed));
    }
}
