package dev.ratiofixer.concurrent;

import io.vertx.core.Future;
import java.util.function.Consumer;

/** Says once that something is away, however often it fails until then, and once that it is back. Any thread. */
public final class OutageLog {
    private final Consumer<Throwable> away;
    private final Runnable back;
    private boolean out;

    /**
     * Makes one for something that is not away.
     *
     * @param away writes the line about the first failure
     * @param back writes the line about the first success after it
     */
    public OutageLog(Consumer<Throwable> away, Runnable back) {
        this.away = away;
        this.back = back;
    }

    /** Notes how a call ends. */
    public <T> Future<T> of(Future<T> call) {
        return call.onComplete(done -> {
            if (change(done.failed())) {
                if (done.failed()) {
                    away.accept(done.cause());
                } else {
                    back.run();
                }
            }
        });
    }

    private synchronized boolean change(boolean now) {
        boolean changed = out != now;
        out = now;
        return changed;
    }
}
