package dev.ratiofixer.concurrent;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Runs a few jobs at a time; others wait in line, and one too many is refused. Belongs to one context. */
public final class ConcurrencyLimiter {
    private final int atATime;
    private final int mostWaiting;
    private final Deque<Runnable> line = new ArrayDeque<>();
    private int busy;
    private boolean starting;

    public ConcurrencyLimiter(int atATime, int mostWaiting) {
        this.atATime = atATime;
        this.mostWaiting = mostWaiting;
    }

    /** Ends as the job does; fails at once if too many wait. */
    public <T> Future<T> run(Supplier<Future<T>> job) {
        if (busy == atATime && line.size() >= mostWaiting) {
            return Future.failedFuture("more than " + mostWaiting + " jobs wait");
        }
        Promise<T> promise = Promise.promise();
        line.add(() -> begin(job).onComplete(done -> {
            busy--;
            promise.handle(done);
            next();
        }));
        next();
        return promise.future();
    }

    private static <T> Future<T> begin(Supplier<Future<T>> job) {
        try {
            return job.get();
        } catch (RuntimeException broken) {
            return Future.failedFuture(broken);
        }
    }

    /** In a loop, as a thousand jobs that end at once would be a deep recursion. */
    private void next() {
        if (starting) {
            return;
        }
        starting = true;
        while (busy < atATime && !line.isEmpty()) {
            busy++;
            line.remove().run();
        }
        starting = false;
    }
}
