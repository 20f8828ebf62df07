package dev.ratiofixer.app;

import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.time.VertxTimers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A time that a test moves, for a whole engine: a timer's task runs on the context that set it, as Vert.x's own do. */
final class SteppedTime {
    private static final Logger LOG = LoggerFactory.getLogger(SteppedTime.class);
    private static final Duration PULSE = Duration.ofMillis(5);

    private final ManualTime manual;

    SteppedTime(Instant start) {
        manual = new ManualTime(start);
    }

    InstantSource clock() {
        return manual;
    }

    Instant now() {
        return manual.instant();
    }

    EngineTime of(Vertx vertx) {
        return new EngineTime(manual, this::after, new VertxTimers(vertx, 1));
    }

    private Timers.Timer after(Duration delay, Runnable task) {
        Context context = Vertx.currentContext();
        return manual.after(delay, context == null ? task : () -> run(context, task));
    }

    private static void run(Context context, Runnable task) {
        try {
            context.runOnContext(now -> task.run());
        } catch (RejectedExecutionException gone) {
            LOG.debug("a timer of an engine that was stopped", gone);
        }
    }

    void advance(Duration by) {
        manual.advance(by);
    }

    /** Moves on by next to nothing: what gathers for some milliseconds goes out. */
    void pulse() {
        manual.advance(PULSE);
    }
}
