package dev.ratiofixer.time;

import java.time.Instant;

/** One fast clock for processes that start at different times. */
public final class SharedClock {
    private SharedClock() {}

    /** The clock that showed {@code shown} at this real time and has run {@code speed} times as fast since. */
    public static ScaledClock of(long beganMillis, Instant shown, double speed) {
        return new ScaledClock(shown.plusMillis((long) ((System.currentTimeMillis() - beganMillis) * speed)), speed);
    }
}
