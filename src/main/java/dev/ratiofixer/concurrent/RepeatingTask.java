package dev.ratiofixer.concurrent;

import dev.ratiofixer.time.Timers;
import dev.ratiofixer.time.Timers.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task again and again, each time a pause after the last run ended, so that runs never overlap. A run that fails
 * or throws ends nothing. Any thread may call; the task runs where the timers fire, or where {@link #now} is called.
 */
public final class RepeatingTask {
    private final Timers timers;
    private final Supplier<Duration> pause;
    private final Supplier<? extends Future<?>> task;
    private @Nullable Timer next;
    private boolean running;
    private boolean again;
    private boolean stopped;

    public RepeatingTask(Timers timers, Duration pause, Supplier<? extends Future<?>> task) {
        this(timers, () -> pause, task);
    }

    /** @param pause asked after each run */
    public RepeatingTask(Timers timers, Supplier<Duration> pause, Supplier<? extends Future<?>> task) {
        this.timers = timers;
        this.pause = pause;
        this.task = task;
    }

    /** Runs it now, and from then on after pauses. If it runs already, it runs once more as soon as that ends. */
    public void now() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            again = running;
            if (running) {
                return;
            }
            running = true;
            cancel();
        }
        Future<?> run;
        try {
            run = task.get();
        } catch (RuntimeException broken) {
            run = Future.failedFuture(broken);
        }
        run.onComplete(done -> ended());
    }

    /** Runs it after a pause, and from then on after pauses. */
    public void later() {
        Duration wait = pause.get();
        synchronized (this) {
            if (!stopped && !running) {
                cancel();
                next = timers.after(wait, this::now);
            }
        }
    }

    /** Runs it no more; a run under way goes on to its end. */
    public synchronized void stop() {
        stopped = true;
        cancel();
    }

    private void ended() {
        boolean atOnce;
        synchronized (this) {
            running = false;
            atOnce = again;
        }
        if (atOnce) {
            now();
        } else {
            later();
        }
    }

    private void cancel() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }
}
