package dev.ratiofixer.app;

import dev.ratiofixer.time.ScaledClock;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.time.VertxTimers;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The engine's time.
 *
 * @param clock what the modules take for the time
 * @param timers of the same speed as the clock
 * @param realTimers of real time: leases, configuration scans
 */
public record EngineTime(InstantSource clock, Timers timers, Timers realTimers) {
    /** The machine's own. */
    public static EngineTime real(Vertx vertx) {
        Timers timers = new VertxTimers(vertx, 1);
        return new EngineTime(InstantSource.system(), timers, timers);
    }

    /** Starts now and runs {@code speed} times as fast. */
    public static EngineTime scaled(Vertx vertx, double speed) {
        return new EngineTime(
                new ScaledClock(Instant.now(), speed), new VertxTimers(vertx, speed), new VertxTimers(vertx, 1));
    }
}
