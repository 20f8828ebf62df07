package dev.ratiofixer.time;

import java.time.Instant;
import java.time.InstantSource;

/** Runs at a multiple of real time from an instant on, monotonic within the process. */
public final class ScaledClock implements InstantSource {
    private final Instant start;
    private final double speed;
    private final long startNanos = System.nanoTime();

    public ScaledClock(Instant start, double speed) {
        this.start = start;
        this.speed = speed;
    }

    @Override
    public Instant instant() {
        return start.plusNanos((long) ((System.nanoTime() - startNanos) * speed));
    }
}
