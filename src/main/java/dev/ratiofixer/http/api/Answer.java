package dev.ratiofixer.http.api;

import org.jspecify.annotations.Nullable;

/**
 * What an operation answers when nothing is wrong; what is wrong is a
 * {@link dev.ratiofixer.http.problem.ProblemException}.
 *
 * @param body a record that is written as JSON
 * @param location address of what was made, {@code null} for none
 */
public record Answer(int status, Object body, @Nullable String location) {
    public static Answer ok(Object body) {
        return new Answer(200, body, null);
    }

    public static Answer created(Object body, @Nullable String location) {
        return new Answer(201, body, location);
    }
}
