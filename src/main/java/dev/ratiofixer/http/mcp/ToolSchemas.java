package dev.ratiofixer.http.mcp;

import dev.ratiofixer.http.api.Contract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Derives what a tool takes from the contract's operation: its parameters and the fields of its body are the tool's
 * arguments. References are written out, for a client of this protocol has not the contract at hand.
 */
final class ToolSchemas {
    /** Marks a parameter that means nothing but by HTTP, such as a file's format. */
    private static final String OF_HTTP_ALONE = "x-ratio-fixer-http-only";

    private final JsonObject contract;

    ToolSchemas(Contract contract) {
        this.contract = contract.document();
    }

    /**
     * What an operation takes.
     *
     * @param inPath names of its parameters in the path, all of them needed
     * @param inQuery names of those in the query
     * @param hasBody whether the other arguments are fields of a body
     * @param schema a JSON Schema of all arguments
     */
    record ToolInput(List<String> inPath, List<String> inQuery, boolean hasBody, JsonObject schema) {}

    ToolInput input(String operationId) {
        List<JsonObject> parameters = parameters(operationId);
        JsonObject body = operation(operationId).getJsonObject("requestBody");
        return new ToolInput(
                names(parameters, "path"), names(parameters, "query"), body != null, schema(parameters, body));
    }

    private static List<String> names(List<JsonObject> parameters, String place) {
        return parameters.stream()
                .filter(parameter -> place.equals(parameter.getString("in")))
                .map(parameter -> parameter.getString("name"))
                .toList();
    }

    private JsonObject schema(List<JsonObject> parameters, @Nullable JsonObject requestBody) {
        JsonObject properties = new JsonObject();
        List<String> required = new ArrayList<>();
        for (JsonObject parameter : parameters) {
            if (!"header".equals(parameter.getString("in"))) {
                JsonObject schema = parameter.getJsonObject("schema");
                if (parameter.containsKey("description")) {
                    schema.put("description", parameter.getString("description"));
                }
                properties.put(parameter.getString("name"), schema);
                if (parameter.getBoolean("required", false)) {
                    required.add(parameter.getString("name"));
                }
            }
        }
        if (requestBody != null) {
            JsonObject body = (JsonObject) resolved(requestBody
                    .getJsonObject("content")
                    .getJsonObject("application/json")
                    .getJsonObject("schema"));
            properties.mergeIn(body.getJsonObject("properties"));
            body.getJsonArray("required", new JsonArray()).forEach(name -> required.add((String) name));
        }
        JsonObject schema = new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("additionalProperties", false);
        return required.isEmpty() ? schema : schema.put("required", new JsonArray(required));
    }

    private List<JsonObject> parameters(String operationId) {
        return operation(operationId).getJsonArray("parameters", new JsonArray()).stream()
                .map(parameter -> (JsonObject) resolved(parameter))
                .filter(parameter -> !parameter.getBoolean(OF_HTTP_ALONE, false))
                .toList();
    }

    private JsonObject operation(String operationId) {
        for (Map.Entry<String, Object> path : contract.getJsonObject("paths")) {
            for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) {
                if (method.getValue() instanceof JsonObject operation
                        && operationId.equals(operation.getString("operationId"))) {
                    return operation;
                }
            }
        }
        throw new IllegalStateException("the contract has no operation " + operationId);
    }

    /** A copy with every reference replaced by what it stands for. The contract's requests have no cycles. */
    private Object resolved(Object part) {
        if (part instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(item -> copy.add(item == null ? null : resolved(item)));
            return copy;
        }
        if (!(part instanceof JsonObject object)) {
            return part;
        }
        if (object.getValue("$ref") instanceof String reference) {
            return resolved(target(reference));
        }
        JsonObject copy = new JsonObject();
        object.forEach(entry -> copy.put(entry.getKey(), entry.getValue() == null ? null : resolved(entry.getValue())));
        return copy;
    }

    private Object target(String reference) {
        Object found = contract;
        for (String step : reference.substring("#/".length()).split("/", -1)) {
            found = ((JsonObject) found).getValue(step);
        }
        return found;
    }
}
