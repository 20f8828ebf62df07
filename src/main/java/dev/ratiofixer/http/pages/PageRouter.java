package dev.ratiofixer.http.pages;

import dev.ratiofixer.http.PrivacyFacts;
import dev.ratiofixer.http.server.JsonBytes;
import dev.ratiofixer.http.server.Routes;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.MimeMapping;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;

/** Serves the dashboard: one page for every address that its script knows, its files, and the browsable contract. */
public final class PageRouter {
    private static final String FILES = "dashboard";
    private static final int OK = 200;
    private static final List<String> VIEWS = List.of(
            "/",
            "/campaigns/:id",
            "/campaigns/:id/backtest",
            "/clients",
            "/approvals",
            "/spending",
            "/costs",
            "/start",
            "/start/file",
            "/health",
            "/notifications",
            "/audit",
            "/keys",
            "/privacy");

    private PageRouter() {}

    /**
     * Builds it.
     *
     * @param privacy asked for each time: it follows the configuration in force
     */
    public static Router build(Vertx vertx, Supplier<PrivacyFacts> privacy) {
        Router router = Router.router(vertx);
        Routes.read(router, "/privacy/facts")
                .handler(ctx -> ctx.response()
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "no-store")
                        .end(JsonBytes.of(privacy.get())));
        VIEWS.forEach(view -> Routes.read(router, view).handler(ctx -> page(ctx.response(), "index.html")));
        Routes.read(router, "/api-docs").handler(ctx -> page(ctx.response(), "api-docs.html"));
        library(router, "/lib/uplot/*", WebJar.directory("uplot") + "/dist");
        library(router, "/lib/swagger-ui/*", WebJar.directory("swagger-ui"));
        Routes.read(router, "/assets/*")
                .handler(PageRouter::typeOfHead)
                .handler(StaticHandler.create(FILES + "/assets")
                        .setDirectoryListing(false)
                        .setMaxAgeSeconds(0)
                        .setCachingEnabled(true));
        return router;
    }

    private static void library(Router router, String path, String directory) {
        Routes.read(router, path)
                .handler(PageRouter::typeOfHead)
                .handler(StaticHandler.create(directory)
                        .setDirectoryListing(false)
                        .setIncludeHidden(false));
    }

    /** Vert.x's handler of static files names the type to a GET alone. */
    private static void typeOfHead(RoutingContext ctx) {
        String type = MimeMapping.mimeTypeForFilename(ctx.normalizedPath());
        if (ctx.request().method().equals(HttpMethod.HEAD) && type != null) {
            HttpServerResponse response = ctx.response();
            ctx.addHeadersEndHandler(ending -> {
                if (response.getStatusCode() == OK && !response.headers().contains("Content-Type")) {
                    response.putHeader("Content-Type", type.startsWith("text") ? type + ";charset=UTF-8" : type);
                }
            });
        }
        ctx.next();
    }

    private static void page(HttpServerResponse response, String file) {
        response.putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .sendFile(FILES + "/" + file);
    }

    /** Finds the files of a library in its webjar, whose directory is named by the version that the build chose. */
    static final class WebJar {
        private WebJar() {}

        /** The directory of a webjar's files on the class path. */
        static String directory(String name) {
            try (InputStream file = WebJar.class.getResourceAsStream("webjars.properties")) {
                Properties versions = new Properties();
                versions.load(Objects.requireNonNull(file));
                return "META-INF/resources/webjars/" + name + "/" + versions.getProperty(name);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
