package dev.ratiofixer.http.server;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every request an id, the caller's own where it is a sane one, and repeats it in the answer. */
public final class RequestIds implements Handler<RoutingContext> {
    static final String HEADER = "X-Request-Id";
    private static final String KEY = "ratio-fixer.request-id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    public void handle(RoutingContext ctx) {
        String given = ctx.request().getHeader(HEADER);
        String id = given != null && SANE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        ctx.put(KEY, id);
        ctx.response().putHeader(HEADER, id);
        ctx.next();
    }

    /** The id of a request. */
    public static String of(RoutingContext ctx) {
        return String.valueOf(ctx.<Object>get(KEY));
    }
}
