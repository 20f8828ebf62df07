package dev.ratiofixer.http.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An {@link ApiProblem} as it is written (RFC 9457). */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String requestId,
        @Nullable String campaignId,
        List<FieldError> errors) {
    public static ProblemBody of(ApiProblem problem, @Nullable String requestId) {
        ProblemType type = problem.type();
        return new ProblemBody(
                type.address(),
                type.title(),
                type.status(),
                problem.detail(),
                requestId,
                problem.campaignId(),
                problem.errors());
    }
}
