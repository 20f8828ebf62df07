package dev.ratiofixer.http.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Gives every request an id, the caller's own where it is valid, and repeats it in the answer. */
public final class RequestIds implements Handler<RoutingContext> {
    static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");
    private static final String KEY = "ratio-fixer.request-id";
    private static final long NO_VERSION = ~0xF000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long NO_VARIANT = ~(0b11L << 62);
    private static final long VARIANT_2 = 0b10L << 62;
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    public void handle(RoutingContext ctx) {
        ctx.put(KEY, give(ctx.request()));
        ctx.next();
    }

    /** Gives a request its id, in its answer too. */
    static String give(HttpServerRequest request) {
        String sent = request.getHeader(HEADER);
        String id = sent != null && SANE.matcher(sent).matches() ? sent : fresh();
        request.response().putHeader(HEADER, id);
        return id;
    }

    /** Unlike others without being a secret, so it need not wait for random bits that nobody can guess. */
    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID((random.nextLong() & NO_VERSION) | VERSION_4, (random.nextLong() & NO_VARIANT) | VARIANT_2)
                .toString();
    }

    /** The id of a request. */
    public static String of(RoutingContext ctx) {
        return String.valueOf(ctx.<Object>get(KEY));
    }
}
