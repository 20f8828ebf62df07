package dev.ratiofixer.http;

import dev.ratiofixer.http.FuzzWire.Answer;
import dev.ratiofixer.http.api.Contract;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with an answer, whatever was asked. */
final class FuzzJudge {
    private static final Pattern INSIDES =
            Pattern.compile("\\bat [a-z]+(\\.\\w+)+\\(|[a-z]\\w*(\\.[a-z]\\w*)+\\.[A-Z]\\w*(Exception|Error)|SQLSTATE");

    private final Contract contract;
    private final ResponseValidator answers;

    FuzzJudge(Vertx vertx, Contract contract) {
        this.contract = contract;
        this.answers = ResponseValidator.create(vertx, contract.openApi());
    }

    /** What is wrong, empty for nothing. */
    Optional<String> fault(FuzzRequest request, Answer answer) {
        if (answer.status() >= 500) {
            return Optional.of("status " + answer.status());
        }
        if (INSIDES.matcher(answer.body()).find()) {
            return Optional.of("shows its insides");
        }
        if (answer.header("x-request-id").isEmpty()) {
            return Optional.of("no request id");
        }
        boolean silent = request.method().equals("HEAD") || answer.status() == 304 || answer.status() == 204;
        return silent
                ? Optional.empty()
                : answer.status() >= 400 ? problem(request, answer) : byContract(request, answer);
    }

    private Optional<String> problem(FuzzRequest request, Answer answer) {
        if (!answer.header("content-type").equals("application/problem+json")) {
            return Optional.of("refused by " + answer.header("content-type"));
        }
        JsonObject problem = new JsonObject(answer.body());
        if (problem.getInteger("status") != answer.status()
                || problem.getString("detail").isBlank()) {
            return Optional.of("a problem that does not say what");
        }
        return byContract(request, answer);
    }

    private Optional<String> byContract(FuzzRequest request, Answer answer) {
        Operation operation = operation(request);
        if (operation == null || answer.header("content-type").matches("text/(event-stream|csv|html).*")) {
            return Optional.empty();
        }
        try {
            Site.await(answers.validate(
                    ValidatableResponse.create(answer.status(), Buffer.buffer(answer.body()), "application/json"),
                    operation.getOperationId()));
            return Optional.empty();
        } catch (Exception invalid) {
            return Optional.of("not as the contract has it: " + invalid.getMessage());
        }
    }

    private @Nullable Operation operation(FuzzRequest request) {
        Operation meant = contract.openApi().operation(request.operation());
        return meant.getHttpMethod().equals(HttpMethod.valueOf(request.method())) ? meant : null;
    }
}
