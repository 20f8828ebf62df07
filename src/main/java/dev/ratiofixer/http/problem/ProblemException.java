package dev.ratiofixer.http.problem;

import io.vertx.core.Future;

/** Carries an {@link ApiProblem} to whoever answers. It has no stack trace: the problem is the caller's, not ours. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiProblem problem;

    ProblemException(ApiProblem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public ApiProblem problem() {
        return problem;
    }

    /** A future that failed with a problem of no field. */
    public static <T> Future<T> failed(ProblemType type, String detail) {
        return Future.failedFuture(ApiProblem.of(type, detail).toException());
    }
}
