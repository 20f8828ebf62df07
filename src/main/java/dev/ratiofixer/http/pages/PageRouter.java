package dev.ratiofixer.http.pages;

import dev.ratiofixer.http.server.Routes;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.List;

/** Serves the dashboard: one page for every address that its script knows, its files, and the browsable contract. */
public final class PageRouter {
    private static final String FILES = "dashboard";
    private static final List<String> VIEWS =
            List.of("/", "/campaigns/:id", "/approvals", "/start", "/health", "/notifications", "/keys", "/privacy");

    private PageRouter() {}

    public static Router build(Vertx vertx) {
        Router router = Router.router(vertx);
        VIEWS.forEach(view -> Routes.read(router, view).handler(ctx -> page(ctx.response(), "index.html")));
        Routes.read(router, "/api-docs").handler(ctx -> page(ctx.response(), "api-docs.html"));
        library(router, "/lib/uplot/*", WebJar.directory("uplot") + "/dist");
        library(router, "/lib/swagger-ui/*", WebJar.directory("swagger-ui"));
        Routes.read(router, "/assets/*")
                .handler(StaticHandler.create(FILES + "/assets")
                        .setDirectoryListing(false)
                        .setMaxAgeSeconds(0)
                        .setCachingEnabled(true));
        return router;
    }

    private static void library(Router router, String path, String directory) {
        Routes.read(router, path)
                .handler(StaticHandler.create(directory)
                        .setDirectoryListing(false)
                        .setIncludeHidden(false));
    }

    private static void page(HttpServerResponse response, String file) {
        response.putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .sendFile(FILES + "/" + file);
    }
}
