package dev.ratiofixer.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * Brings an outcome back to whoever asked. What one context does for many others completes its promises on its own
 * thread; without this the rest of the caller's chain, and every timer set in it, would run there too, beside the
 * caller's own handlers.
 */
public final class CallerContext {
    private CallerContext() {}

    /**
     * The same outcome, told on the context that this is called on; on any thread if it is called on none. Call it
     * before anything is awaited.
     */
    public static <T> Future<T> answered(Future<T> outcome) {
        @Nullable Context caller = Vertx.currentContext();
        if (caller == null) {
            return outcome;
        }
        Promise<T> there = Promise.promise();
        outcome.onComplete(done -> caller.runOnContext(now -> there.handle(done)));
        return there.future();
    }
}
