package dev.ratiofixer.http.mcp;

import dev.ratiofixer.access.AccessException;
import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.http.api.ApiCall;
import dev.ratiofixer.http.api.Contract;
import dev.ratiofixer.http.api.Operation;
import dev.ratiofixer.http.mcp.McpTool.ToolSchemas;
import dev.ratiofixer.http.mcp.McpTool.ToolSchemas.ToolInput;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.server.JsonBytes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lists and runs the tools. A call is the operation of the contract that the tool stands for: same role, same checks,
 * same answer. What an operation refuses is a result with {@code isError}, which the model can read.
 */
final class ToolCalls {
    private final Contract contract;
    private final Map<String, Operation> operations;
    private final Authenticator authenticator;
    private final Map<McpTool, ToolInput> inputs = new EnumMap<>(McpTool.class);
    private final JsonArray list;

    ToolCalls(Contract contract, Map<String, Operation> operations, Authenticator authenticator) {
        this.contract = contract;
        this.operations = operations;
        this.authenticator = authenticator;
        ToolSchemas schemas = new ToolSchemas(contract);
        McpTool.all().forEach(tool -> inputs.put(tool, schemas.input(tool.operationId())));
        this.list = new JsonArray(McpTool.all().stream().map(this::described).toList());
    }

    /** The tools, always in the same order. */
    JsonArray list() {
        return list.copy();
    }

    private JsonObject described(McpTool tool) {
        return new JsonObject()
                .put("name", tool.toolName())
                .put("title", tool.title())
                .put("description", tool.description())
                .put("inputSchema", input(tool).schema())
                .put(
                        "annotations",
                        new JsonObject()
                                .put("title", tool.title())
                                .put("readOnlyHint", tool.reads())
                                .put("destructiveHint", false)
                                .put("idempotentHint", tool.reads())
                                .put("openWorldHint", !tool.reads()));
    }

    /** Runs a tool. Fails only where the engine itself does. */
    Future<JsonObject> call(McpTool tool, JsonObject arguments, Caller caller) {
        Future<JsonObject> answer;
        try {
            contract.role(tool.operationId()).ifPresent(role -> authenticator.require(caller, role));
            ApiCall call = read(tool, arguments, caller);
            answer = Objects.requireNonNull(operations.get(tool.operationId()))
                    .answer(call)
                    .map(done -> result(new JsonObject(JsonBytes.of(done.body())), false));
        } catch (RuntimeException refused) {
            answer = Future.failedFuture(refused);
        }
        return answer.recover(failure -> switch (failure) {
            case ProblemException refused -> Future.succeededFuture(refusal(refused.problem()));
            case AccessException refused -> Future.succeededFuture(refusal(ApiProblem.of(refused)));
            default -> Future.failedFuture(failure);
        });
    }

    private ToolInput input(McpTool tool) {
        return Objects.requireNonNull(inputs.get(tool));
    }

    private ApiCall read(McpTool tool, JsonObject arguments, Caller caller) {
        String operation = tool.operationId();
        ToolInput input = input(tool);
        Map<String, String> path = new HashMap<>();
        Map<String, Object> query = new HashMap<>();
        JsonObject body = new JsonObject();
        arguments.forEach(argument -> {
            String name = argument.getKey();
            Object value = argument.getValue();
            if (input.inPath().contains(name)) {
                contract.checkParameter(operation, name, value);
                path.put(name, String.valueOf(value));
            } else if (input.inQuery().contains(name)) {
                contract.checkParameter(operation, name, value);
                query.put(name, value);
            } else if (input.hasBody()) {
                body.put(name, value);
            } else {
                throw invalid(name, "is not an argument of " + tool.toolName());
            }
        });
        input.inPath().stream().filter(name -> !path.containsKey(name)).forEach(name -> {
            throw invalid(name, "is needed");
        });
        if (input.hasBody()) {
            contract.checkBody(operation, body);
        }
        return new ApiCall(caller, path, query, body, null, Via.MCP);
    }

    private static JsonObject refusal(ApiProblem problem) {
        return result(new JsonObject(JsonBytes.of(ProblemBody.of(problem, null))), true);
    }

    /** The same JSON as an object and as a text: older clients read the text only. */
    private static JsonObject result(JsonObject body, boolean isError) {
        JsonObject text = new JsonObject().put("type", "text").put("text", body.encode());
        return new JsonObject()
                .put("content", new JsonArray().add(text))
                .put("structuredContent", body)
                .put("isError", isError);
    }

    private static ProblemException invalid(String field, String detail) {
        return ApiProblem.ofFields(ProblemType.INVALID_REQUEST, List.of(FieldError.inBody(field, detail)))
                .toException();
    }
}
