package dev.ratiofixer.concurrent;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Runs a few jobs at a time; others wait in line, and one too many is refused. Not thread-safe. */
public final class ConcurrencyLimiter {
    private final int atATime;
    private final int mostWaiting;
    private final Deque<Runnable> line = new ArrayDeque<>();
    private int busy;

    public ConcurrencyLimiter(int atATime, int mostWaiting) {
        this.atATime = atATime;
        this.mostWaiting = mostWaiting;
    }

    public <T> Future<T> run(Supplier<Future<T>> job) {
        if (busy == atATime && line.size() == mostWaiting) {
            return Future.failedFuture("more than " + mostWaiting + " jobs wait");
        }
        Promise<T> promise = Promise.promise();
        line.add(() -> job.get().onComplete(done -> {
            busy--;
            promise.handle(done);
            next();
        }));
        next();
        return promise.future();
    }

    private void next() {
        if (busy < atATime && !line.isEmpty()) {
            busy++;
            line.remove().run();
        }
    }
}
