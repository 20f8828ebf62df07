package dev.ratiofixer.http.server;

import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses an address whose percent signs mean nothing, before a router tries to read it: its failure handlers would
 * fail by it once more.
 */
final class MalformedUriHandler implements Handler<RoutingContext> {
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
