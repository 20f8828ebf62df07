package dev.ratiofixer.http.api;

import org.jspecify.annotations.Nullable;

/**
 * Holds what an operation answers when nothing is wrong; what is wrong is a
 * {@link dev.ratiofixer.http.problem.ProblemException}.
 *
 * @param body a record that is written as JSON
 * @param location address of what was made, {@code null} for none
 * @param version begins the answer's ETag, so that a later call can say which version it is about; {@code null} for
 *     none
 */
public record OperationResult(
        int status,
        Object body,
        @Nullable String location,
        @Nullable String version) {
    public OperationResult(int status, Object body, @Nullable String location) {
        this(status, body, location, null);
    }

    /** An answer that a later call can refer to by its version. */
    public static OperationResult versioned(Object body, String version) {
        return new OperationResult(200, body, null, version);
    }

    public static OperationResult ok(Object body) {
        return new OperationResult(200, body, null);
    }

    public static OperationResult created(Object body, @Nullable String location) {
        return new OperationResult(201, body, location);
    }
}
