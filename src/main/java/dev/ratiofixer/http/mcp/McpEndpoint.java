package dev.ratiofixer.http.mcp;

import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.http.api.Contract;
import dev.ratiofixer.http.api.Operations;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.server.AllowedOrigins;
import dev.ratiofixer.http.server.AuthenticationHandler;
import dev.ratiofixer.http.server.StrictJson;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
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
}
