package dev.ratiofixer.http.server;

import dev.ratiofixer.access.AccessException;
import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ContractErrors;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.ValidatorException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes whatever failed as {@code application/problem+json}. An internal failure is logged, and its details are not
 * shown.
 */
public final class ProblemHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    static final String TYPE = "application/problem+json";

    private static final int OURS = 500;

    @Override
    public void handle(RoutingContext ctx) {
        if (ctx.response().ended() || ctx.response().closed()) {
            return;
        }
        if (ctx.response().headWritten()) {
            ctx.request().connection().close();
            return;
        }
        ApiProblem problem = problem(ctx.failure(), ctx.statusCode());
        if (problem.type().status() == OURS) {
            LOG.error("request={} path={} failed", RequestIds.of(ctx), ctx.normalizedPath(), ctx.failure());
        }
        write(ctx, problem);
    }

    /** Writes a problem as the answer. */
    static void write(RoutingContext ctx, ApiProblem problem) {
        ctx.response()
                .setStatusCode(problem.type().status())
                .putHeader("Content-Type", TYPE)
                .putHeader("Cache-Control", "no-store");
        switch (problem.type()) {
            case UNAUTHENTICATED -> ctx.response().putHeader("WWW-Authenticate", "Bearer realm=\"ratio-fixer\"");
            case TOO_MANY_REQUESTS, UNAVAILABLE -> ctx.response().putHeader("Retry-After", "1");
            default -> {
                // The others need no header.
            }
        }
        ctx.response().end(JsonBytes.of(ProblemBody.of(problem, RequestIds.of(ctx))));
    }

    private static ApiProblem problem(@Nullable Throwable failure, int status) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ProblemException known) {
                return known.problem();
            }
            if (at instanceof AccessException refused) {
                return ApiProblem.of(refused);
            }
            if (at instanceof ValidatorException invalid) {
                return ContractErrors.explain(invalid);
            }
            if (at instanceof ReplyException failed && failed.failureCode() == ReplyFailureCode.UNAVAILABLE) {
                return ApiProblem.of(ProblemType.UNAVAILABLE, String.valueOf(failed.getMessage()));
            }
        }
        return byStatus(status);
    }

    private static ApiProblem byStatus(int status) {
        return switch (status) {
            case 400, 414, 431 ->
                ApiProblem.of(
                        ProblemType.BAD_REQUEST,
                        "the request line or its headers are not right: check the address and what the program sends");
            case 404 ->
                ApiProblem.of(
                        ProblemType.NOT_FOUND,
                        "there is nothing at this address: check it, or begin at the list of campaigns (programs: /openapi.yaml)");
            case 405 ->
                ApiProblem.of(
                        ProblemType.METHOD_NOT_ALLOWED,
                        "this address does not take that: see /openapi.yaml for its methods");
            case 413 -> ApiProblem.of(ProblemType.TOO_LARGE, "64 KiB are taken, 2 MiB of a batch: send less at once");
            case 415 -> ApiProblem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "send application/json");
            case 503 -> ApiProblem.of(ProblemType.TIMED_OUT, "this took too long: try again in a minute");
            default ->
                ApiProblem.of(
                        ProblemType.INTERNAL,
                        "something went wrong here. Try again; if it stays so, give this request_id to whoever runs Ratio Fixer");
        };
    }

    /**
     * Refuses an address whose percent signs mean nothing, before a router tries to read it: its failure handlers would
     * fail by it once more.
     */
    static final class MalformedUriHandler implements Handler<RoutingContext> {
        @Override
        public void handle(RoutingContext ctx) {
            if (isSound(ctx)) {
                ctx.next();
            } else {
                ProblemHandler.write(
                        ctx,
                        ApiProblem.of(
                                ProblemType.BAD_REQUEST,
                                "a percent sign in the address begins no character: write %25 for the sign itself"));
            }
        }

        private static boolean isSound(RoutingContext ctx) {
            if (ctx.request().uri().indexOf('%') < 0) {
                return true;
            }
            try {
                return !ctx.normalizedPath().isEmpty() && ctx.queryParams() != null;
            } catch (RuntimeException unreadable) {
                return false;
            }
        }
    }

    /**
     * Answers what is no HTTP, or too long, before any router gets it, and closes the connection: what follows cannot
     * be trusted.
     */
    public static final class InvalidRequestHandler implements Handler<HttpServerRequest> {
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
                        ProblemType.ADDRESS_TOO_LONG,
                        "the request line may have 4096 bytes: ask for less in one address");
            }
            if (cause instanceof TooLongHttpHeaderException) {
                return ApiProblem.of(
                        ProblemType.HEADERS_TOO_LARGE,
                        "all headers together may have 16 KiB: delete this site's cookies, or send fewer headers");
            }
            return ApiProblem.of(
                    ProblemType.BAD_REQUEST,
                    "the request line or its headers are not right: check what the program sends");
        }
    }
}
