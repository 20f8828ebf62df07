package dev.ratiofixer.http.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Spells the media type of a body as the contract does: the validator compares letter by letter (RFC 9110, 8.3.1). */
final class MediaTypeCase implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext ctx) {
        String given = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (given != null) {
            int end = given.indexOf(';');
            String type = (end < 0 ? given : given.substring(0, end)).strip().toLowerCase(Locale.ROOT);
            String spelt = end < 0 ? type : type + given.substring(end);
            if (!spelt.equals(given)) {
                ctx.request().headers().set(HttpHeaders.CONTENT_TYPE, spelt);
            }
        }
        ctx.next();
    }
}
