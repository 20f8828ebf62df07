package dev.ratiofixer.provider;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * How the last call of a provider ended, for health: a failure of every kind counts, but not a call that was never
 * sent. Any thread.
 */
public final class LastOutcome {
    private volatile boolean used;
    private volatile @Nullable ProviderFailure failure;

    /** Notes how a call ends. */
    public <T> Future<T> of(Future<T> call) {
        return call.onComplete(done -> {
            ProviderFailure cause = done.succeeded() ? null : ProviderException.of(done.cause());
            if (!(cause instanceof ProviderFailure.Aborted)) {
                failure = cause;
                used = true;
            }
        });
    }

    /** Whether it was called at all since the start. */
    public boolean used() {
        return used;
    }

    /** How the last call failed, {@code null} if it did not. */
    public @Nullable ProviderFailure failure() {
        return failure;
    }
}
