package dev.ratiofixer.smm.channel;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** How the last call of a provider ended, for health. Any thread. */
public final class LastOutcome {
    private volatile boolean used;
    private volatile @Nullable ChannelFailure failure;

    private final boolean refusalCounts;

    /**
     * @param refusalCounts whether a call that is refused says something about the provider, not about what was asked
     */
    LastOutcome(boolean refusalCounts) {
        this.refusalCounts = refusalCounts;
    }

    <T> Future<T> of(Future<T> call) {
        return call.onComplete(done -> {
            used = true;
            ChannelFailure cause = done.succeeded() ? null : ChannelException.of(done.cause());
            failure = cause instanceof ChannelFailure.Refused && !refusalCounts ? null : cause;
        });
    }

    /** Whether it was called at all since the start. */
    public boolean used() {
        return used;
    }

    /** How the last call failed, {@code null} if it did not. */
    public @Nullable ChannelFailure failure() {
        return failure;
    }
}
