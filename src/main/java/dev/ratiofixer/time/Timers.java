package dev.ratiofixer.time;

import java.time.Duration;

/**
 * Schedules one-shot timers. The task runs on the context of whoever scheduled it; a periodic task schedules itself
 * again.
 *
 * <p>A stopped verticle must keep its own stopped flag: cancelling races with firing.
 */
public interface Timers {
    /** Runs {@code task} once, {@code delay} from now; a delay that is not positive means as soon as possible. */
    Timer after(Duration delay, Runnable task);

    /** A scheduled task. */
    @FunctionalInterface
    interface Timer {
        /** Cancels it; does nothing if it has run. */
        void cancel();
    }
}
