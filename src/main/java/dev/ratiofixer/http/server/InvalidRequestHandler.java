package dev.ratiofixer.http.server;

import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.http.problem.ProblemType;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is no HTTP, or too long, before any router gets it, and closes the connection: what follows cannot be
 * trusted.
 */
public final class InvalidRequestHandler implements Handler<HttpServerRequest> {
    @Override
    public void handle(HttpServerRequest request) {
        String id = UUID.randomUUID().toString();
        ApiProblem problem = problem(request.decoderResult().cause());
        request.response()
                .setStatusCode(problem.type().status())
                .putHeader("Content-Type", ProblemHandler.TYPE)
                .putHeader("Cache-Control", "no-store")
                .putHeader(RequestIds.HEADER, id)
                .putHeader("Connection", "close")
                .end(JsonBytes.of(ProblemBody.of(problem, id)))
                .onComplete(sent -> request.connection().close());
    }

    private static ApiProblem problem(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return ApiProblem.of(
                    ProblemType.ADDRESS_TOO_LONG, "the request line may have 4096 bytes: ask for less in one address");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return ApiProblem.of(
                    ProblemType.HEADERS_TOO_LARGE,
                    "all headers together may have 16 KiB: delete this site's cookies, or send fewer headers");
        }
        return ApiProblem.of(
                ProblemType.BAD_REQUEST, "the request line or its headers are not right: check what the program sends");
    }
}
