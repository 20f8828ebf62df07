package dev.ratiofixer.http.api;

import io.vertx.core.Future;

/** Runs one operation of the contract. Its caller has the role that the contract asks for. */
@FunctionalInterface
public interface Operation {
    /** Fails with a {@link dev.ratiofixer.http.problem.ProblemException} for everything that a caller may know. */
    Future<OperationResult> answer(ApiCall call);
}
