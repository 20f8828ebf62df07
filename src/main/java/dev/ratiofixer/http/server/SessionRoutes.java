package dev.ratiofixer.http.server;

import dev.ratiofixer.access.Access;
import dev.ratiofixer.access.AccessException;
import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.access.Session;
import dev.ratiofixer.access.Sessions;
import dev.ratiofixer.http.api.OperationResult;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
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
            @Nullable String client,
            @Nullable String csrfToken,
            @Nullable Instant expiresAt) {}

    public void login(RoutingContext ctx) {
        JsonObject body = ctx.body().asJsonObject();
        String key = body.getString("api_key");
        String oneTime = body.getString("one_time_login");
        Optional<Caller> caller = Optional.empty();
        if (!access.wrongKeys().allows("login " + AuthenticationHandler.address(ctx.request()))) {
            ctx.fail(ApiProblem.of(ProblemType.TOO_MANY_REQUESTS, "too many attempts: wait a minute")
                    .toException());
            return;
        }
        if (key != null) {
            caller = access.keys().authenticate(key.strip());
        } else if (oneTime != null) {
            caller = access.sessions().redeem(oneTime.strip());
        }
        if (caller.isEmpty()) {
            ctx.fail(ApiProblem.of(
                            ProblemType.UNAUTHENTICATED,
                            "this key is not known, or this one-time login was used: log in with a key")
                    .toException());
            return;
        }
        open(ctx, caller.get())
                .onSuccess(session -> answers.send(ctx, OperationResult.created(body(session), null)))
                .onFailure(ctx::fail);
    }

    /** Opens a session for somebody who has shown who he is, and gives his browser its cookie. */
    public Future<Session> open(RoutingContext ctx, Caller caller) {
        return access.sessions()
                .open(caller)
                .recover(away -> ProblemException.failed(
                        ProblemType.UNAVAILABLE, "the session could not be stored: try again in a moment"))
                .compose(opened -> {
                    if (opened.isEmpty()) {
                        return ProblemException.failed(
                                ProblemType.UNAVAILABLE, "too many people are logged in: try again later");
                    }
                    ctx.response().addCookie(cookie(ctx, opened.get().secret(), Sessions.LIFE.toSeconds()));
                    return Future.succeededFuture(opened.get().session());
                });
    }

    public void whoAmI(RoutingContext ctx) {
        Object body = AuthenticationHandler.session(ctx)
                .map(this::body)
                .orElseGet(() -> body(AuthenticationHandler.caller(ctx), null, null));
        answers.send(ctx, OperationResult.ok(body));
    }

    public void logout(RoutingContext ctx) {
        Cookie cookie = ctx.request().getCookie(AuthenticationHandler.COOKIE);
        Future<Void> closed =
                cookie == null ? Future.succeededFuture() : access.sessions().close(cookie.getValue());
        closed.onSuccess(gone -> {
                    ctx.response().addCookie(cookie(ctx, "", 0));
                    ctx.response().setStatusCode(204).end();
                })
                .onFailure(away -> ctx.fail(
                        ApiProblem.of(ProblemType.UNAVAILABLE, "the session could not be ended: try again in a moment")
                                .toException()));
    }

    private SessionBody body(Session session) {
        return body(session.caller(), session.csrfToken(), session.expiresAt());
    }

    private SessionBody body(Caller caller, @Nullable String csrf, @Nullable Instant expires) {
        return new SessionBody(
                caller.name(),
                caller.role(),
                access.keys().allows(caller, Role.APPROVER),
                caller.client(),
                csrf,
                expires);
    }

    private Cookie cookie(RoutingContext ctx, String value, long seconds) {
        return Cookie.cookie(AuthenticationHandler.COOKIE, value)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(secure || ForwardedHeaders.isEncrypted(ctx.request()))
                .setPath("/")
                .setMaxAge(seconds);
    }

    /**
     * Authenticates an HTTP request by the {@link Authenticator}. Its role is asked for later, where the operation is
     * known.
     */
    public static final class AuthenticationHandler implements Handler<RoutingContext> {
        /** Name of the session's cookie. */
        public static final String COOKIE = "ratio_fixer_session";
        /** Header of a key that is not a bearer's. */
        public static final CharSequence KEY_HEADER = HttpHeaders.createOptimized("X-API-Key");

        private static final String CALLER = "ratio-fixer.caller";
        private static final String SESSION = "ratio-fixer.session";

        private final Authenticator authenticator;

        public AuthenticationHandler(Authenticator authenticator) {
            this.authenticator = authenticator;
        }

        /** The caller of a request that was authenticated. */
        public static Caller caller(RoutingContext ctx) {
            return ctx.<Caller>get(CALLER);
        }

        /** The session of a request that came with one. */
        public static Optional<Session> session(RoutingContext ctx) {
            return Optional.ofNullable(ctx.<@Nullable Session>get(SESSION));
        }

        /** The value of a request's session cookie. */
        public static @Nullable String cookie(HttpServerRequest request) {
            Cookie cookie = request.getCookie(COOKIE);
            return cookie == null ? null : cookie.getValue();
        }

        /** Where a request comes from. */
        public static String address(HttpServerRequest request) {
            return ForwardedHeaders.client(request);
        }

        @Override
        public void handle(RoutingContext ctx) {
            Authenticator.ShownCredential shown = shown(ctx.request());
            after(ctx, authenticator.recall(shown), () -> admit(ctx, shown));
        }

        /** Goes on with a request when something has come; what it sends meanwhile waits. */
        public static void after(RoutingContext ctx, Future<?> something, Runnable then) {
            if (something.isComplete()) {
                then.run();
                return;
            }
            ctx.request().pause();
            something.onComplete(done -> {
                ctx.request().resume();
                then.run();
            });
        }

        private void admit(RoutingContext ctx, Authenticator.ShownCredential shown) {
            Authenticator.Admitted admitted;
            try {
                admitted = authenticator.admit(shown);
            } catch (AccessException refused) {
                ctx.fail(refused);
                return;
            }
            admitted.session().ifPresent(session -> ctx.put(SESSION, session));
            ctx.put(CALLER, admitted.caller());
            ctx.next();
        }

        private static Authenticator.ShownCredential shown(HttpServerRequest request) {
            return new Authenticator.ShownCredential(
                    Authenticator.key(request.getHeader(HttpHeaders.AUTHORIZATION), request.getHeader(KEY_HEADER)),
                    cookie(request),
                    request.getHeader(Authenticator.CSRF_HEADER),
                    changes(request.method()),
                    address(request));
        }

        private static boolean changes(HttpMethod method) {
            return !(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
        }
    }
}
