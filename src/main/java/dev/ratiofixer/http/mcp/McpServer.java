package dev.ratiofixer.http.mcp;

import dev.ratiofixer.access.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Answers the methods of the Model Context Protocol: revision 2026-07-28, which knows no session, and those of before,
 * which begin by {@code initialize}. It keeps nothing of a client, so any node answers any message.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28">Specification, revision 2026-07-28</a>
 */
final class McpServer {
    private static final String INSTRUCTIONS =
            "Ratio Fixer keeps the engagement of promoted YouTube videos healthy. Read"
                    + " campaigns, what is expected of a video, orders and their reasons. propose asks a campaign's policy now;"
                    + " orders are approved by people in the dashboard, never here.";
    /** How long a client may keep the list of tools: it changes with the version of the engine only. */
    private static final long LIST_MILLIS = 3_600_000;

    private final ToolCalls tools;
    private final JsonObject serverInfo;

    /** @param version of the engine */
    McpServer(ToolCalls tools, String version) {
        this.tools = tools;
        this.serverInfo = new JsonObject()
                .put("name", "ratio-fixer")
                .put("title", "Ratio Fixer")
                .put("version", version);
    }

    /**
     * The result for a message that wants one. Fails with {@link RpcError.RpcException} for what the caller did wrong.
     */
    Future<JsonObject> answer(RpcMessage message, Caller caller) {
        return message.modern() ? modern(message, caller) : legacy(message, caller);
    }

    private Future<JsonObject> modern(RpcMessage message, Caller caller) {
        return switch (message.method()) {
            case "server/discover" ->
                Future.succeededFuture(cacheable()
                        .put("supportedVersions", new JsonArray(RpcMessage.SUPPORTED))
                        .put("capabilities", capabilities())
                        .put("instructions", INSTRUCTIONS)
                        .put("_meta", new JsonObject().put("io.modelcontextprotocol/serverInfo", serverInfo.copy())));
            case "tools/list" -> Future.succeededFuture(cacheable().put("tools", tools.list()));
            case "tools/call" -> call(message, caller).map(result -> result.put("resultType", "complete"));
            default ->
                Future.failedFuture(
                        RpcError.unknownMethod(message.method(), 404).toException());
        };
    }

    private Future<JsonObject> legacy(RpcMessage message, Caller caller) {
        return switch (message.method()) {
            case "initialize" -> Future.succeededFuture(initialize(message));
            case "ping" -> Future.succeededFuture(new JsonObject());
            case "tools/list" -> Future.succeededFuture(new JsonObject().put("tools", tools.list()));
            case "tools/call" -> call(message, caller);
            default ->
                Future.failedFuture(
                        RpcError.unknownMethod(message.method(), 200).toException());
        };
    }

    /** The client's revision where it is spoken here, else the newest that begins by this method. */
    private JsonObject initialize(RpcMessage message) {
        Object asked = message.params().getValue("protocolVersion");
        String version =
                asked instanceof String text && RpcMessage.LEGACY.contains(text) ? text : RpcMessage.LEGACY.getFirst();
        return new JsonObject()
                .put("protocolVersion", version)
                .put("capabilities", capabilities())
                .put("serverInfo", serverInfo.copy())
                .put("instructions", INSTRUCTIONS);
    }

    private Future<JsonObject> call(RpcMessage message, Caller caller) {
        Object name = message.params().getValue("name");
        Object arguments = message.params().getValue("arguments", new JsonObject());
        if (!(name instanceof String text) || !(arguments instanceof JsonObject given)) {
            return Future.failedFuture(
                    RpcError.invalidParams("tools/call takes a name and arguments, an object", message.refusedStatus())
                            .toException());
        }
        return McpTool.named(text)
                .map(tool -> tools.call(tool, given, caller))
                .orElseGet(() -> Future.failedFuture(
                        RpcError.invalidParams("there is no tool " + text + ": see tools/list", message.refusedStatus())
                                .toException()));
    }

    private static JsonObject capabilities() {
        return new JsonObject().put("tools", new JsonObject());
    }

    private static JsonObject cacheable() {
        return new JsonObject()
                .put("resultType", "complete")
                .put("ttlMs", LIST_MILLIS)
                .put("cacheScope", "private");
    }
}
