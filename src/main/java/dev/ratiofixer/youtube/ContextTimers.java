package dev.ratiofixer.youtube;

import dev.ratiofixer.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Timers whose tasks run on one context, whoever fires them. */
record ContextTimers(Timers timers, Context context) implements Timers {
    @Override
    public Timer after(Duration delay, Runnable task) {
        return timers.after(delay, () -> {
            if (context.equals(Vertx.currentContext())) {
                task.run();
            } else {
                context.runOnContext(here -> task.run());
            }
        });
    }
}
