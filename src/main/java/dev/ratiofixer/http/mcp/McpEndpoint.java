package dev.ratiofixer.http.mcp;

import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.http.api.Contract;
import dev.ratiofixer.http.api.Operations;
import dev.ratiofixer.http.mcp.RpcMessage.RpcError;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.server.AllowedOrigins;
import dev.ratiofixer.http.server.SessionRoutes.AuthenticationHandler;
import dev.ratiofixer.http.server.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the protocol's one address: POST takes one message of JSON-RPC and answers with one. There is no event stream
 * (GET) and no session (DELETE). The caller is authenticated by its key, and a page of another origin is refused.
 */
public final class McpEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(McpEndpoint.class);
    private static final long LONGEST = 64L * 1024;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final McpServer server;
    private final AllowedOrigins origins;
    private final AuthenticationHandler authentication;

    public McpEndpoint(
            Contract contract,
            Operations operations,
            Authenticator authenticator,
            String version,
            AllowedOrigins origins) {
        this.server = new McpServer(new ToolCalls(contract, operations.byId(), authenticator), version);
        this.origins = origins;
        this.authentication = new AuthenticationHandler(authenticator);
    }

    public Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(this::checkOrigin);
        router.route().handler(McpEndpoint::checkMethod);
        router.route().handler(authentication);
        router.post().handler(BodyHandler.create(false).setBodyLimit(LONGEST));
        router.post().handler(this::answer);
        return router;
    }

    private void checkOrigin(RoutingContext ctx) {
        if (origins.allow(ctx.request())) {
            ctx.next();
        } else {
            ctx.fail(ApiProblem.of(ProblemType.FORBIDDEN, "http.cors_origins does not name this page's origin")
                    .toException());
        }
    }

    private static void checkMethod(RoutingContext ctx) {
        if (ctx.request().method().equals(HttpMethod.POST)) {
            ctx.next();
        } else {
            ctx.response().putHeader("Allow", "POST");
            ctx.fail(ApiProblem.of(
                            ProblemType.METHOD_NOT_ALLOWED,
                            "programs of the Model Context Protocol send POST; there is no event stream here")
                    .toException());
        }
    }

    private void answer(RoutingContext ctx) {
        @Nullable Object id = null;
        try {
            Object body = read(ctx.body().buffer());
            id = body instanceof JsonObject object ? object.getValue("id") : null;
            RpcMessage message = RpcMessage.of(body, ctx.request().headers());
            if (message.isNotification()) {
                ctx.response().setStatusCode(ACCEPTED).end();
                return;
            }
            Object answered = id;
            server.answer(message, AuthenticationHandler.caller(ctx))
                    .onSuccess(result -> send(
                            ctx,
                            OK,
                            new JsonObject()
                                    .put("jsonrpc", "2.0")
                                    .put("id", answered)
                                    .put("result", result)))
                    .onFailure(failure -> refuse(ctx, answered, failure));
        } catch (RpcError.RpcException refused) {
            refuse(ctx, id, refused);
        }
    }

    private static Object read(@Nullable Buffer body) {
        if (body == null || body.length() == 0) {
            throw RpcError.parse("the body is empty: send one JSON-RPC message").toException();
        }
        try {
            StrictJson.check(body);
        } catch (ProblemException broken) {
            throw RpcError.parse(broken.problem().detail()).toException();
        }
        return body.toJsonValue();
    }

    private static void refuse(RoutingContext ctx, @Nullable Object id, Throwable failure) {
        RpcError error;
        if (failure instanceof RpcError.RpcException refused) {
            error = refused.error();
        } else {
            LOG.error("path=/mcp failed", failure);
            error = RpcError.internal();
        }
        send(ctx, error.status(), error.body(id));
    }

    private static void send(RoutingContext ctx, int status, JsonObject body) {
        if (!ctx.response().ended() && !ctx.response().closed()) {
            ctx.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(body.toBuffer());
        }
    }

    /**
     * Answers the methods of the Model Context Protocol: revision 2026-07-28, which knows no session, and those of
     * before, which begin by {@code initialize}. It keeps nothing of a client, so any node answers any message.
     *
     * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28">Specification, revision 2026-07-28</a>
     */
    static final class McpServer {
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
         * The result for a message that wants one. Fails with {@link RpcError.RpcException} for what the caller did
         * wrong.
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
                            .put(
                                    "_meta",
                                    new JsonObject().put("io.modelcontextprotocol/serverInfo", serverInfo.copy())));
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
            String version = asked instanceof String text && RpcMessage.LEGACY.contains(text)
                    ? text
                    : RpcMessage.LEGACY.getFirst();
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
                return Future.failedFuture(RpcError.invalidParams(
                                "tools/call takes a name and arguments, an object", message.refusedStatus())
                        .toException());
            }
            return McpTool.named(text)
                    .map(tool -> tools.call(tool, given, caller))
                    .orElseGet(() -> Future.failedFuture(RpcError.invalidParams(
                                    "there is no tool " + text + ": see tools/list", message.refusedStatus())
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
}
