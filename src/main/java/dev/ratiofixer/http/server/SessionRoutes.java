package dev.ratiofixer.http.server;

import dev.ratiofixer.access.Access;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.access.Session;
import dev.ratiofixer.access.Sessions;
import dev.ratiofixer.http.api.OperationResult;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemType;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves login, the present session, and logout. */
public final class SessionRoutes {
    private final Access access;
    private final ResponseWriter answers;
    private final boolean secure;

    public SessionRoutes(Access access, ResponseWriter answers, boolean secure) {
        this.access = access;
        this.answers = answers;
        this.secure = secure;
    }

    /** The contract's {@code Session}. */
    record SessionBody(
            String name,
            Role role,
            boolean mayApprove,
            @Nullable String csrfToken,
            @Nullable Instant expiresAt) {}

    public void login(RoutingContext ctx) {
        JsonObject body = ctx.body().asJsonObject();
        String key = body.getString("api_key");
        String oneTime = body.getString("one_time_login");
        Optional<Caller> caller = Optional.empty();
        if (!access.wrongKeys().allows("login " + ctx.request().remoteAddress().hostAddress())) {
            ctx.fail(ApiProblem.of(ProblemType.TOO_MANY_REQUESTS, "too many attempts: wait a minute")
                    .toException());
            return;
        }
        if (key != null) {
            caller = access.keys().authenticate(key.strip());
        } else if (oneTime != null) {
            caller = access.sessions().redeem(oneTime.strip());
        }
        Optional<Sessions.Opened> opened = caller.flatMap(access.sessions()::open);
        if (opened.isEmpty()) {
            ctx.fail(ApiProblem.of(
                            ProblemType.UNAUTHENTICATED,
                            "this key is not known, or this one-time login was used: log in with a key")
                    .toException());
            return;
        }
        ctx.response().addCookie(cookie(opened.get().secret(), Sessions.LIFE.toSeconds()));
        answers.send(ctx, OperationResult.created(body(opened.get().session()), null));
    }

    public void whoAmI(RoutingContext ctx) {
        Object body = AuthenticationHandler.session(ctx)
                .map(this::body)
                .orElseGet(() -> body(AuthenticationHandler.caller(ctx), null, null));
        answers.send(ctx, OperationResult.ok(body));
    }

    public void logout(RoutingContext ctx) {
        Cookie cookie = ctx.request().getCookie(AuthenticationHandler.COOKIE);
        if (cookie != null) {
            access.sessions().close(cookie.getValue());
        }
        ctx.response().addCookie(cookie("", 0));
        ctx.response().setStatusCode(204).end();
    }

    private SessionBody body(Session session) {
        return body(session.caller(), session.csrfToken(), session.expiresAt());
    }

    private SessionBody body(Caller caller, @Nullable String csrf, @Nullable Instant expires) {
        return new SessionBody(
                caller.name(), caller.role(), access.keys().allows(caller, Role.APPROVER), csrf, expires);
    }

    private Cookie cookie(String value, long seconds) {
        return Cookie.cookie(AuthenticationHandler.COOKIE, value)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(secure)
                .setPath("/")
                .setMaxAge(seconds);
    }
}
