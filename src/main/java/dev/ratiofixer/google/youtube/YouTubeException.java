package dev.ratiofixer.google.youtube;

import io.vertx.core.Future;

/**
 * Carries a {@link YouTubeFailure} through a future; it has no stack trace, and its message is the failure's detail.
 */
public final class YouTubeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient YouTubeFailure failure;

    public YouTubeException(YouTubeFailure failure) {
        super(failure.detail(), null, false, false);
        this.failure = failure;
    }

    public YouTubeFailure failure() {
        return failure;
    }

    /** Why a call's future failed; a cause that is no {@link YouTubeException} is a call that never got out. */
    public static YouTubeFailure of(Throwable cause) {
        return cause instanceof YouTubeException known
                ? known.failure()
                : new YouTubeFailure.Unreachable(cause.getClass().getSimpleName());
    }

    /** A future that failed so. */
    public static <T> Future<T> failed(YouTubeFailure failure) {
        return Future.failedFuture(new YouTubeException(failure));
    }
}
