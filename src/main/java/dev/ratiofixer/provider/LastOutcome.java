package dev.ratiofixer.provider;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** How the last call of a provider ended, for health. Any thread. */
public final class LastOutcome {
    private volatile boolean used;
    private volatile @Nullable ProviderFailure failure;

    private final boolean refusalCounts;

    /**
     * @param refusalCounts whether a call that is refused says something about the provider, not about what was asked
     */
    public LastOutcome(boolean refusalCounts) {
        this.refusalCounts = refusalCounts;
    }

    public <T> Future<T> of(Future<T> call) {
        return call.onComplete(done -> {
            used = true;
            ProviderFailure cause = done.succeeded() ? null : ProviderException.of(done.cause());
            failure = cause instanceof ProviderFailure.Rejected && !refusalCounts ? null : cause;
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
