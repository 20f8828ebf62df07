package dev.ratiofixer.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock and timers that move only when told to: {@link #advance} fires what falls due, in order, on the caller. */
public final class ManualTime implements InstantSource, Timers {
    private record Task(Instant due, long order, Runnable body) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::order));
    private Instant now;
    private long scheduled;

    public ManualTime(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable body) {
        Task task = new Task(now.plus(delay.isNegative() ? Duration.ZERO : delay), scheduled++, body);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Moves the clock on, running every task at its own due time. */
    public void advance(Duration by) {
        Instant end = instant().plus(by);
        for (Task task = due(end); task != null; task = due(end)) {
            task.body().run();
        }
        moveTo(end);
    }

    /** How many timers wait. */
    public synchronized int pending() {
        return tasks.size();
    }

    private synchronized @org.jspecify.annotations.Nullable Task due(Instant end) {
        Task next = tasks.peek();
        if (next == null || next.due().isAfter(end)) {
            return null;
        }
        tasks.remove();
        moveTo(next.due());
        return next;
    }

    private synchronized void moveTo(Instant to) {
        now = to.isAfter(now) ? to : now;
    }
}
