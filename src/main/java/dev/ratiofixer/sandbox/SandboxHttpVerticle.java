package dev.ratiofixer.sandbox;

import dev.ratiofixer.sandbox.control.FaultAnswer;
import dev.ratiofixer.sandbox.control.InjectedFault;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.WireRequest;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one event loop's share of the requests: reads one, applies a fault, answers. */
final class SandboxHttpVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxHttpVerticle.class);
    private static final int LARGEST_BODY = 1 << 20;

    private final RequestDispatcher board;
    private final HttpServerOptions listening;
    private final IntConsumer bound;
    private @Nullable HttpServer server;

    /** @param bound told the port once it is known */
    SandboxHttpVerticle(RequestDispatcher board, HttpServerOptions listening, IntConsumer bound) {
        this.board = board;
        this.listening = listening;
        this.bound = bound;
    }

    @Override
    public Future<?> start() {
        server = vertx.createHttpServer(listening).requestHandler(this::handle);
        return server.listen().onSuccess(up -> bound.accept(up.actualPort()));
    }

    @Override
    public Future<?> stop() {
        // Left to itself, an undeployed server's socket closes a little after the undeployment is reported.
        return server == null ? Future.succeededFuture() : server.close();
    }

    private void handle(HttpServerRequest request) {
        Optional<Route> route = Route.of(request.method(), request.path());
        if (route.isEmpty()) {
            send(request.response(), SandboxGoogleError.noSuchPath(request.path()));
        } else if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.DELETE)) {
            serve(request, route.get(), Buffer.buffer());
        } else {
            receive(request, route.get());
        }
    }

    private void receive(HttpServerRequest request, Route route) {
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() <= LARGEST_BODY) {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            if (body.length() > LARGEST_BODY) {
                String message = "Request payload size exceeds the limit: 1048576 bytes.";
                send(request.response(), SandboxGoogleError.plain(413, "INVALID_ARGUMENT", message));
            } else {
                serve(request, route, body);
            }
        });
    }

    private void serve(HttpServerRequest request, Route route, Buffer body) {
        WireRequest call =
                new WireRequest(route, request.method(), request.path(), request.params(), request.headers(), body);
        Optional<InjectedFault> fault = route == Route.CONTROL
                ? Optional.empty()
                : board.faults().strike(route, board.world().nowMillis());
        if (fault.isEmpty()) {
            send(request.response(), answer(call));
        } else {
            new FaultAnswer(vertx, fault.get(), route).give(request, () -> answer(call));
        }
    }

    private Reply answer(WireRequest call) {
        try {
            return board.answer(call);
        } catch (RuntimeException bug) {
            LOG.error("sandbox cannot answer route={}", call.route().wireName(), bug);
            return SandboxGoogleError.plain(500, "INTERNAL", "The sandbox failed; its log says why.");
        }
    }

    private static void send(HttpServerResponse response, Reply reply) {
        FaultAnswer.send(response, reply);
    }
}
