package dev.ratiofixer.http.server;

import dev.ratiofixer.access.AccessException;
import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.Session;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates an HTTP request by the {@link Authenticator}. Its role is asked for later, where the operation is
 * known.
 */
public final class AuthenticationHandler implements Handler<RoutingContext> {
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
