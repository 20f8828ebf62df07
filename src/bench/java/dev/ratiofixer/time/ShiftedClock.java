package dev.ratiofixer.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that somebody has put wrong, and may put right again. Any thread. */
public final class ShiftedClock implements InstantSource {
    private final InstantSource right;
    private volatile Duration shift = Duration.ZERO;

    public ShiftedClock(InstantSource right) {
        this.right = right;
    }

    /** From now on it is wrong by this much. */
    public void shift(Duration now) {
        shift = now;
    }

    @Override
    public Instant instant() {
        return right.instant().plus(shift);
    }
}
