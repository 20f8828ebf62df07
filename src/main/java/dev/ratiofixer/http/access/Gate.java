package dev.ratiofixer.http.access;

import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in: finds its caller by key or session, holds it to its rate, and asks a session's changing calls for
 * their CSRF token. The role is asked for later, where the operation is known.
 */
public final class Gate implements Handler<RoutingContext> {
    /** Name of the session's cookie. */
    public static final String COOKIE = "ratio_fixer_session";
    /** Header in which a session's changing call repeats its token. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String CALLER = "ratio-fixer.caller";
    private static final String SESSION = "ratio-fixer.session";
    private static final String BEARER = "bearer ";

    private final Access access;

    public Gate(Access access) {
        this.access = access;
    }

    /** The caller of a request that passed the gate. */
    public static Caller caller(RoutingContext ctx) {
        return ctx.<Caller>get(CALLER);
    }

    /** The session of a request that passed the gate with one. */
    public static Optional<Session> session(RoutingContext ctx) {
        return Optional.ofNullable(ctx.<@Nullable Session>get(SESSION));
    }

    /** The key that a request carries, in either of its headers. */
    public static Optional<String> key(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return Optional.ofNullable(request.getHeader("X-API-Key"));
    }

    @Override
    public void handle(RoutingContext ctx) {
        Optional<String> key = key(ctx.request());
        if (key.isPresent()) {
            byKey(ctx, key.get());
        } else {
            bySession(ctx);
        }
    }

    private void byKey(RoutingContext ctx, String key) {
        Optional<Caller> caller = access.keys().authenticate(key);
        if (caller.isPresent()) {
            admit(ctx, caller.get());
        } else if (access.wrongKeys().allows(address(ctx))) {
            refuse(ctx, ProblemType.UNAUTHENTICATED, "this key is not known, has expired or was revoked");
        } else {
            refuse(ctx, ProblemType.TOO_MANY_REQUESTS, "too many wrong keys came from this address: wait a minute");
        }
    }

    private void bySession(RoutingContext ctx) {
        Cookie cookie = ctx.request().getCookie(COOKIE);
        Optional<Session> session =
                cookie == null ? Optional.empty() : access.sessions().find(cookie.getValue());
        if (session.isEmpty()) {
            refuse(
                    ctx,
                    ProblemType.UNAUTHENTICATED,
                    "send a key as Authorization: Bearer KEY or X-API-Key: KEY, or log in to the dashboard");
            return;
        }
        if (changes(ctx) && !session.get().hasToken(String.valueOf(ctx.request().getHeader(CSRF_HEADER)))) {
            refuse(ctx, ProblemType.CSRF, "repeat the session's csrf_token in " + CSRF_HEADER);
            return;
        }
        ctx.put(SESSION, session.get());
        admit(ctx, session.get().caller());
    }

    private void admit(RoutingContext ctx, Caller caller) {
        if (!access.limiter().allows(caller.keyId())) {
            refuse(ctx, ProblemType.TOO_MANY_REQUESTS, "slow down, and try again after a second");
            return;
        }
        ctx.put(CALLER, caller);
        ctx.next();
    }

    private static boolean changes(RoutingContext ctx) {
        HttpMethod method = ctx.request().method();
        return !(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
    }

    private static String address(RoutingContext ctx) {
        return ctx.request().remoteAddress() == null
                ? ""
                : String.valueOf(ctx.request().remoteAddress().hostAddress());
    }

    private static void refuse(RoutingContext ctx, ProblemType type, String detail) {
        ctx.fail(ApiProblem.of(type, detail).toException());
    }
}
