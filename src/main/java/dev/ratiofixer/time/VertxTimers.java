package dev.ratiofixer.time;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Schedules timers of Vert.x, optionally faster: at speed 60 a minute of the engine's time takes a second. */
public final class VertxTimers implements Timers {
    private final Vertx vertx;
    private final double speed;

    public VertxTimers(Vertx vertx, double speed) {
        this.vertx = vertx;
        this.speed = speed;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        long millis = Math.max(1, Math.round(delay.toMillis() / speed));
        long id = vertx.setTimer(millis, fired -> task.run());
        return () -> vertx.cancelTimer(id);
    }
}
