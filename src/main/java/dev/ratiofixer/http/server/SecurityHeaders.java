package dev.ratiofixer.http.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Sets the headers that make browsers load nothing from elsewhere and guess nothing. */
public final class SecurityHeaders implements Handler<RoutingContext> {
    private static final String NOTHING_ELSE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** A header whose bytes are made once: every answer has all of them. */
    private record Header(CharSequence name, CharSequence value) {
        static Header of(String name, String value) {
            return new Header(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
        }
    }

    private static final List<Header> ALL = List.of(
            Header.of("Content-Security-Policy", NOTHING_ELSE),
            Header.of("X-Content-Type-Options", "nosniff"),
            Header.of("X-Frame-Options", "DENY"),
            Header.of("Referrer-Policy", "no-referrer"),
            Header.of("Cross-Origin-Opener-Policy", "same-origin"),
            Header.of("Permissions-Policy", "camera=(), geolocation=(), microphone=()"));

    @Override
    public void handle(RoutingContext ctx) {
        add(ctx.response());
        ctx.next();
    }

    static void add(HttpServerResponse response) {
        for (Header header : ALL) {
            response.putHeader(header.name(), header.value());
        }
    }
}
