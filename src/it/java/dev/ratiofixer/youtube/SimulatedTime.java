package dev.ratiofixer.youtube;

import dev.ratiofixer.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still while anything is under way: it moves to the next timer only when every tracked call has come
 * back and the watched contexts have nothing left to do. So a day over a real socket takes seconds, and no answer ever
 * seems late.
 */
final class SimulatedTime implements InstantSource, Timers {
    private record Task(Instant due, long order, Runnable body) {}

    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final int HOPS = 8;

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::order));
    private final Set<Context> contexts = ConcurrentHashMap.newKeySet();
    private Instant now;
    private long scheduled;
    private long activity;
    private int inFlight;

    SimulatedTime(Instant start) {
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

    /** Time waits until this context has nothing left to do. */
    void watch(Context context) {
        contexts.add(context);
    }

    void unwatch(@Nullable Context context) {
        contexts.remove(context);
    }

    /** Time waits for this call. */
    <T> Future<T> track(Future<T> call) {
        change(1);
        return call.onComplete(done -> change(-1));
    }

    /** Lets so much time pass. */
    void run(Duration howLong) throws InterruptedException {
        Instant end = instant().plus(howLong);
        settle();
        for (Task task = next(end); task != null; task = next(end)) {
            task.body().run();
            settle();
        }
        move(end);
    }

    /** Lets time pass until something is so; an hour at most. */
    void runUntil(BooleanSupplier so) throws InterruptedException {
        Instant end = instant().plus(PATIENCE);
        settle();
        for (Task task = so.getAsBoolean() ? null : next(end);
                task != null;
                task = so.getAsBoolean() ? null : next(end)) {
            task.body().run();
            settle();
        }
    }

    private void settle() throws InterruptedException {
        long before;
        do {
            before = awaitCalls();
            // An answer reaches its caller over a few hops of the context: breaker, compositions.
            for (int hop = 0; hop < HOPS; hop++) {
                drain();
            }
        } while (awaitCalls() != before);
    }

    private void drain() throws InterruptedException {
        for (Context context : contexts) {
            CountDownLatch drained = new CountDownLatch(1);
            context.runOnContext(last -> drained.countDown());
            if (!drained.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a context is stuck");
            }
        }
    }

    private synchronized long awaitCalls() throws InterruptedException {
        while (inFlight > 0) {
            wait(30_000);
        }
        return activity;
    }

    private synchronized void change(int by) {
        inFlight += by;
        activity++;
        notifyAll();
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    private synchronized @Nullable Task next(Instant end) {
        Task next = tasks.peek();
        if (next == null || next.due().isAfter(end)) {
            return null;
        }
        tasks.remove();
        now = next.due().isAfter(now) ? next.due() : now;
        return next;
    }

    private synchronized void move(Instant to) {
        now = to.isAfter(now) ? to : now;
    }
}
