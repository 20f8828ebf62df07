package dev.ratiofixer.provider;

import io.vertx.core.Future;

/** Carries a {@link ProviderFailure} through a failed future; without a stack trace, as it is no bug. */
public final class ProviderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProviderFailure failure;

    public ProviderException(ProviderFailure failure) {
        super(failure.detail(), null, false, false);
        this.failure = failure;
    }

    public ProviderFailure failure() {
        return failure;
    }

    /** The failure that a future failed with; an unexpected cause is doubtful. */
    public static ProviderFailure of(Throwable cause) {
        return cause instanceof ProviderException known
                ? known.failure
                : new ProviderFailure.Indeterminate(
                        "unexpected: " + cause.getClass().getSimpleName());
    }

    /** A future that failed so. */
    public static <T> Future<T> failed(ProviderFailure failure) {
        return Future.failedFuture(new ProviderException(failure));
    }
}
