package dev.ratiofixer.chaos;

import java.time.Duration;

/**
 * How much is to happen.
 *
 * @param simulated how long it lasts by the engine's clock
 * @param speed how fast that runs
 * @param kills how many nodes are killed; everything else that is done to them keeps its proportion to this
 */
record ChaosSettings(int campaigns, Duration simulated, double speed, int kills, long seed) {
    static final int NODES = 3;

    Duration real() {
        return Duration.ofMillis((long) (simulated.toMillis() / speed));
    }
}
