package dev.ratiofixer.http.server;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;

/** Makes routes. */
public final class Routes {
    private Routes() {}

    /** A route that is read: by GET, and by HEAD for its headers alone (Vert.x writes no body then). */
    public static Route read(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }
}
