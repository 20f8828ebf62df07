package dev.ratiofixer.http.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a request, or with the engine, as a caller may know it.
 *
 * @param detail one or more sentences for people
 * @param errors the fields at fault, empty when it is about none
 * @param campaignId the live campaign in the way, {@code null} for none
 */
public record ApiProblem(
        ProblemType type,
        String detail,
        List<FieldFault> errors,
        @Nullable String campaignId) {
    public ApiProblem {
        errors = List.copyOf(errors);
    }

    /** A problem of no field. */
    public static ApiProblem of(ProblemType type, String detail) {
        return new ApiProblem(type, detail, List.of(), null);
    }

    /** A problem of these fields; its detail names them all. */
    public static ApiProblem ofFields(ProblemType type, List<FieldFault> errors) {
        String detail = errors.stream()
                .map(fault -> fault.field().isEmpty() ? fault.detail() : fault.field() + ": " + fault.detail())
                .collect(Collectors.joining("; "));
        return new ApiProblem(type, detail, errors, null);
    }

    public ProblemException toException() {
        return new ProblemException(this);
    }
}
