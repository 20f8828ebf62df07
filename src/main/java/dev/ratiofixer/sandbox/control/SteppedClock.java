package dev.ratiofixer.sandbox.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when told to; {@code POST /sandbox/clock} moves it from outside. Safe on any thread. */
public final class SteppedClock implements InstantSource {
    private volatile Instant now;

    public SteppedClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /**
     * Moves the clock on and returns the new time.
     *
     * @throws IllegalArgumentException if {@code by} is negative
     */
    public synchronized Instant advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("a clock does not go back");
        }
        now = now.plus(by);
        return now;
    }
}
