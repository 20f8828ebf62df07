package dev.ratiofixer.http.mcp;

import dev.ratiofixer.http.api.Contract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists the tools. Each is one operation of the API's contract, with its role, its checks and its answer. There is none
 * that approves an order, starts a campaign, or makes a key, and there must be none: a text that a model has read
 * somewhere may be behind a call.
 */
enum McpTool {
    LIST_CAMPAIGNS(
            "list_campaigns",
            "List campaigns",
            "listCampaigns",
            "Lists promotion campaigns with their latest reading (views, likes, comments), what is expected of them,"
                    + " what is short, and spending. Filter by status, mode, video_id or q; go on with `next` as `after`.",
            true),
    GET_STATUS(
            "get_status",
            "Status of a campaign",
            "getStatus",
            "Returns one campaign's latest reading, the expected band (p10, p50, p90) of likes and comments, the"
                    + " shortfall, orders, spending, and its problems in words.",
            true),
    EXPLAIN(
            "explain_campaign",
            "Why a campaign does what it does",
            "getCampaign",
            "Returns everything known of one campaign: its terms, limits, consent, prerequisites and problems, each in"
                    + " words. With list_orders it answers why something was ordered, or why nothing is.",
            true),
    LIST_ORDERS(
            "list_orders",
            "Orders of a campaign",
            "listOrders",
            "Lists a campaign's promotion orders, newest first: what each does, its state, cost, reason, history, and"
                    + " the measured effect where it could be measured.",
            true),
    LIST_SERVICES(
            "list_services",
            "Promotion services",
            "listServices",
            "Lists the configured promotion services (ads budgets, the owner's comments, tasks for people) and how each"
                    + " is.",
            true),
    HEALTH(
            "get_health",
            "Health of the engine",
            "getHealth",
            "Returns how the engine and each of its parts are, in words that say what to do.",
            true),
    EXPECTATION(
            "expectation",
            "Expected likes and comments",
            "expect",
            "Returns how many likes and comments a video of this kind usually has (p10, p50, p90), and which of its"
                    + " features raise or lower them. Nothing is stored.",
            true),
    BACKTEST(
            "backtest",
            "What a policy would have ordered",
            "runBacktest",
            "Runs the policy again over what is stored of one campaign, with other settings, limits or mode, and returns"
                    + " what it would have ordered, why, and at what cost. Writes nothing, orders nothing and asks"
                    + " nobody.",
            true),
    PROPOSE(
            "propose",
            "Ask the policy now",
            "proposeOrders",
            "Asks one campaign's policy now instead of at its next review. Takes no amount and no text: the policy alone"
                    + " decides, within recorded consent and limits. In mode propose its orders wait for a person's"
                    + " approval; in mode auto they are placed as at every review.",
            false);

    private final String toolName;
    private final String title;
    private final String operationId;
    private final String description;
    private final boolean reads;

    McpTool(String toolName, String title, String operationId, String description, boolean reads) {
        this.toolName = toolName;
        this.title = title;
        this.operationId = operationId;
        this.description = description;
        this.reads = reads;
    }

    static List<McpTool> all() {
        return List.of(values());
    }

    static Optional<McpTool> named(String name) {
        return Arrays.stream(values())
                .filter(tool -> tool.toolName.equals(name))
                .findFirst();
    }

    String toolName() {
        return toolName;
    }

    String title() {
        return title;
    }

    /** The operation of the contract that it stands for. */
    String operationId() {
        return operationId;
    }

    String description() {
        return description;
    }

    /** Whether it changes nothing. */
    boolean reads() {
        return reads;
    }

    /**
     * Derives what a tool takes from the contract's operation: its parameters and the fields of its body are the tool's
     * arguments. References are written out, for a client of this protocol has not the contract at hand.
     */
    static final class ToolSchemas {
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
            object.forEach(
                    entry -> copy.put(entry.getKey(), entry.getValue() == null ? null : resolved(entry.getValue())));
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
}
