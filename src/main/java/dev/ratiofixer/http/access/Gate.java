package dev.ratiofixer.http.access;

import dev.ratiofixer.http.problem.ProblemException;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leads an HTTP request through the {@link Door}. Its role is asked for later, where the operation is known. */
public final class Gate implements Handler<RoutingContext> {
    /** Name of the session's cookie. */
    public static final String COOKIE = "ratio_fixer_session";
    /** Header in which a session's changing call repeats its token. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    /** Header of a key that is not a bearer's. */
    public static final CharSequence KEY_HEADER = HttpHeaders.createOptimized("X-API-Key");

    private static final String CALLER = "ratio-fixer.caller";
    private static final String SESSION = "ratio-fixer.session";

    private final Door door;

    public Gate(Door door) {
        this.door = door;
    }

    /** The caller of a request that passed the gate. */
    public static Caller caller(RoutingContext ctx) {
        return ctx.<Caller>get(CALLER);
    }

    /** The session of a request that passed the gate with one. */
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
        return request.remoteAddress() == null
                ? ""
                : String.valueOf(request.remoteAddress().hostAddress());
    }

    @Override
    public void handle(RoutingContext ctx) {
        Door.Admitted admitted;
        try {
            admitted = door.admit(shown(ctx.request()));
        } catch (ProblemException refused) {
            ctx.fail(refused);
            return;
        }
        admitted.session().ifPresent(session -> ctx.put(SESSION, session));
        ctx.put(CALLER, admitted.caller());
        ctx.next();
    }

    private static Door.Shown shown(HttpServerRequest request) {
        return new Door.Shown(
                Door.key(request.getHeader(HttpHeaders.AUTHORIZATION), request.getHeader(KEY_HEADER)),
                cookie(request),
                request.getHeader(CSRF_HEADER),
                changes(request.method()),
                address(request));
    }

    private static boolean changes(HttpMethod method) {
        return !(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
    }
}
