package dev.ratiofixer.http.problem;

import dev.ratiofixer.access.AccessException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describes what is wrong with a request, or with the engine, as a caller may know it.
 *
 * @param detail one or more sentences for people
 * @param errors the fields that are wrong, empty when it is about none
 * @param campaignId the live campaign in the way, {@code null} for none
 */
public record ApiProblem(
        ProblemType type,
        String detail,
        List<FieldError> errors,
        @Nullable String campaignId) {
    public ApiProblem {
        errors = List.copyOf(errors);
    }

    /** A problem of no field. */
    public static ApiProblem of(ProblemType type, String detail) {
        return new ApiProblem(type, detail, List.of(), null);
    }

    /** Returns a refusal as the problem that a caller sees. */
    public static ApiProblem of(AccessException refused) {
        ProblemType type = switch (refused.reason()) {
            case UNAUTHENTICATED -> ProblemType.UNAUTHENTICATED;
            case FORBIDDEN -> ProblemType.FORBIDDEN;
            case CSRF -> ProblemType.CSRF;
            case TOO_MANY_REQUESTS -> ProblemType.TOO_MANY_REQUESTS;
        };
        return of(type, refused.detail());
    }

    /** A problem of these fields; its detail names them all. */
    public static ApiProblem ofFields(ProblemType type, List<FieldError> errors) {
        String detail = errors.stream()
                .map(error -> error.field().isEmpty() ? error.detail() : error.field() + ": " + error.detail())
                .collect(Collectors.joining("; "));
        return new ApiProblem(type, detail, errors, null);
    }

    public ProblemException toException() {
        return new ProblemException(this);
    }
}
