package dev.ratiofixer.http.bridge;

import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.server.AllowedOrigins;
import dev.ratiofixer.http.server.SessionRoutes.AuthenticationHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves the bridge at {@code /eventbus/*}: WebSocket, and XMLHttpRequest where a proxy lets none through. SockJS's
 * frames and pages for browsers of long ago are left out.
 */
public final class SockJsBridge {
    /** The longest WebSocket message: a whole body, escaped once more by SockJS. */
    public static final int LONGEST = 192 * 1024;

    private static final Pattern PATHS =
            Pattern.compile("/eventbus/?(|info|websocket|[^/.]+/[^/.]+/(websocket|xhr|xhr_streaming|xhr_send))");
    private static final List<String> OLD_TRANSPORTS = List.of("EVENT_SOURCE", "HTML_FILE", "JSON_P");

    private final BridgeSessions sessions;
    private final AllowedOrigins origins;

    /** @param origins whose pages may connect */
    public SockJsBridge(BridgeSessions sessions, AllowedOrigins origins) {
        this.sessions = sessions;
        this.origins = origins;
    }

    public Router router(Vertx vertx) {
        // The library's own cookie would be the request's cookies written back, without HttpOnly.
        SockJSHandlerOptions options = new SockJSHandlerOptions().setInsertJSESSIONID(false);
        OLD_TRANSPORTS.forEach(options::addDisabledTransport);
        Router router = Router.router(vertx);
        router.route().handler(this::check);
        router.head().handler(SockJsBridge::head);
        router.route().handler(SockJsBridge::behindProxies);
        router.post().handler(BodyHandler.create(false).setBodyLimit(LONGEST)).handler(SockJsBridge::checkBody);
        router.route("/*").subRouter(SockJSHandler.create(vertx, options).socketHandler(this::open));
        return router;
    }

    private void check(RoutingContext ctx) {
        if (!PATHS.matcher(ctx.normalizedPath()).matches()) {
            ctx.fail(ApiProblem.of(ProblemType.NOT_FOUND, "the bridge has WebSocket and xhr only")
                    .toException());
        } else if (!origins.allow(ctx.request())) {
            ctx.fail(ApiProblem.of(ProblemType.FORBIDDEN, "http.cors_origins does not name this page's origin")
                    .toException());
        } else {
            AuthenticationHandler.after(ctx, sessions.recall(AuthenticationHandler.cookie(ctx.request())), ctx::next);
        }
    }

    /**
     * The library ends the connection after each poll without saying so (vertx-web#2862): a proxy that keeps it would
     * send the next request into a closed one. And a proxy that buffers would hold a stream back.
     */
    private static void behindProxies(RoutingContext ctx) {
        String path = ctx.normalizedPath();
        if (path.endsWith("/xhr")) {
            ctx.response().putHeader("Connection", "close");
        } else if (path.endsWith("/xhr_streaming")) {
            ctx.response().putHeader("X-Accel-Buffering", "no").putHeader("Connection", "close");
        }
        ctx.next();
    }

    /** The library reads these two by GET alone. */
    private static void head(RoutingContext ctx) {
        String path = ctx.normalizedPath();
        if (path.endsWith("/info")) {
            ctx.response()
                    .putHeader("Content-Type", "application/json; charset=UTF-8")
                    .putHeader("Cache-Control", "no-store, no-cache, no-transform, must-revalidate, max-age=0")
                    .end();
        } else if (path.equals("/eventbus/")) {
            ctx.response()
                    .putHeader("Content-Type", "text/plain; charset=UTF-8")
                    .end();
        } else {
            ctx.next();
        }
    }

    /** The library answers a body that it cannot read with 500; it is the client's error. */
    private static void checkBody(RoutingContext ctx) {
        if (!ctx.normalizedPath().endsWith("/xhr_send")
                || isListOfTexts(ctx.body().asString())) {
            ctx.next();
        } else {
            ctx.fail(ApiProblem.of(ProblemType.MALFORMED_JSON, "send a JSON array of texts")
                    .toException());
        }
    }

    private static boolean isListOfTexts(@Nullable String body) {
        try {
            return body != null
                    && new io.vertx.core.json.JsonArray(body).stream().allMatch(String.class::isInstance);
        } catch (RuntimeException broken) {
            return false;
        }
    }

    private void open(SockJSSocket socket) {
        sessions.begin(BridgeProtocol.SOCKJS, new SockJsConnection(socket))
                .ifPresentOrElse(
                        session -> {
                            socket.handler(session::receive);
                            socket.exceptionHandler(broken -> session.end());
                            socket.closeHandler(closed -> sessions.forget(session));
                        },
                        socket::close);
    }

    private record SockJsConnection(SockJSSocket socket) implements BridgeConnection {
        @Override
        public Future<Void> write(Buffer frame) {
            return socket.write(frame.toString());
        }

        @Override
        public void close() {
            socket.close();
        }

        @Override
        public String address() {
            return AuthenticationHandler.address(socket.routingContext().request());
        }

        @Override
        public @Nullable String cookie() {
            return AuthenticationHandler.cookie(socket.routingContext().request());
        }
    }
}
