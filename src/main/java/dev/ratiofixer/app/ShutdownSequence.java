package dev.ratiofixer.app;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, to be stopped in the reverse order. A stop that fails or takes too long is logged and does not
 * keep the others up.
 */
public final class ShutdownSequence {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownSequence.class);

    private static final long LIMIT_SECONDS = 4;

    private record Stop(String name, Supplier<Future<?>> work) {}

    private final Deque<Stop> stops = new ArrayDeque<>();

    public synchronized void add(String name, Supplier<Future<?>> stop) {
        stops.push(new Stop(name, stop));
    }

    /** Stops everything that was added, newest first. */
    Future<Void> run() {
        Stop next = pop();
        if (next == null) {
            return Future.succeededFuture();
        }
        long began = System.nanoTime();
        return next.work()
                .get()
                .timeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .onSuccess(stopped -> LOG.debug("part={} stopped ms={}", next.name(), millisSince(began)))
                .onFailure(failed -> LOG.warn("part={} did not stop cleanly", next.name(), failed))
                .transform(stopped -> run());
    }

    private static long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private synchronized @org.jspecify.annotations.Nullable Stop pop() {
        return stops.poll();
    }
}
