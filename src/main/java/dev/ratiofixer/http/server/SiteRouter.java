package dev.ratiofixer.http.server;

import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.http.HttpSettings;
import dev.ratiofixer.http.api.Contract;
import dev.ratiofixer.http.server.ProblemHandler.MalformedUriHandler;
import dev.ratiofixer.http.server.ResponseWriter.CsvResponse;
import dev.ratiofixer.http.server.SessionRoutes.AuthenticationHandler;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CorsHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Routes the whole site, in the order in which a request passes: id and headers, CORS, what is open to all (pages,
 * contract, log in), then authentication, and only then is a body read.
 */
public final class SiteRouter {
    private static final long SMALL_BODY = 64L * 1024;
    private static final long BATCH_BODY = 2L * 1024 * 1024;
    private static final long MILLIS =
            HttpSettings.REQUEST_TIMEOUT.plusSeconds(5).toMillis();
    private static final int TIMED_OUT = 503;
    private static final String API = "/api/ratio-fixer/*";
    private static final String BATCH = "/api/ratio-fixer/start/batch";
    private static final int CORS_SECONDS = 600;
    private static final Set<String> EXPOSED_HEADERS = Set.of("ETag", "Location", "X-Ratio-Fixer-Time", "X-Request-Id");
    private static final Set<String> ALLOWED_HEADERS = Set.of(
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            "Last-Event-ID",
            "X-API-Key",
            "X-Request-Id");
    /** What streams, and what has a secret beside text of the caller, whose length would tell of it. */
    private static final List<String> NEVER_COMPRESSED = List.of(
            "/eventbus/*",
            "/mcp/*",
            "/api/ratio-fixer/stream",
            "/api/ratio-fixer/session",
            "/api/ratio-fixer/keys",
            "/api/ratio-fixer/keys/*");

    private static final List<String> OLD_NAMES = List.of("/campaign_status/*", "/healthz");

    private SiteRouter() {}

    /**
     * Builds it.
     *
     * @param origins whose pages may read the answers
     * @param api from {@link ApiRouter}
     * @param pages the dashboard
     * @param bridge the SockJS bridge, which authenticates its callers itself
     * @param mcp the Model Context Protocol's endpoint, which does, too
     */
    public static Router build(
            Vertx vertx,
            AllowedOrigins origins,
            Authenticator authenticator,
            Contract contract,
            Router api,
            Router pages,
            Router bridge,
            Router mcp) {
        Router site = Router.router(vertx);
        site.route().handler(new RequestIds()).handler(new SecurityHeaders()).handler(new MalformedUriHandler());
        cors(site, origins);
        NEVER_COMPRESSED.forEach(path -> site.route(path).handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
            ctx.next();
        }));
        Routes.read(site, "/openapi.yaml")
                .handler(ctx -> ctx.response()
                        .putHeader("Content-Type", "application/yaml")
                        .putHeader("Cache-Control", "no-cache")
                        .end(contract.file()));
        site.route("/eventbus/*").subRouter(bridge);
        site.route("/mcp").handler(TimeoutHandler.create(MILLIS, TIMED_OUT));
        site.route("/mcp/*").subRouter(mcp);
        authenticate(site, authenticator, contract.integerParameters());
        site.route().subRouter(api);
        site.route().subRouter(pages);
        ProblemHandler problems = new ProblemHandler();
        site.route().failureHandler(problems);
        for (int code : new int[] {400, 404, 405, 413, 415, 500, 503}) {
            site.errorHandler(code, problems);
        }
        return site;
    }

    /** A page of another origin gets no CORS header and so reads nothing; our own pages send their origin too. */
    private static void cors(Router site, AllowedOrigins origins) {
        CorsHandler cors = CorsHandler.create()
                // Whether it is one of those is checked before, in any spelling.
                .addOriginWithRegex("(?s).+")
                .allowedMethods(Set.of(
                        HttpMethod.GET,
                        HttpMethod.HEAD,
                        HttpMethod.POST,
                        HttpMethod.PATCH,
                        HttpMethod.PUT,
                        HttpMethod.DELETE))
                .allowedHeaders(ALLOWED_HEADERS)
                .exposedHeaders(EXPOSED_HEADERS)
                .maxAgeSeconds(CORS_SECONDS);
        site.route().handler(ctx -> {
            if (origins.isConfigured(ctx.request())) {
                cors.handle(ctx);
            } else {
                ctx.next();
            }
        });
    }

    private static void authenticate(Router site, Authenticator authenticator, Set<String> integers) {
        AuthenticationHandler authentication = new AuthenticationHandler(authenticator);
        site.route(API).handler(ctx -> {
            boolean login = ctx.request().method().equals(HttpMethod.POST)
                    && ctx.normalizedPath().equals("/api/ratio-fixer/session");
            if (login) {
                ctx.next();
            } else {
                authentication.handle(ctx);
            }
        });
        OLD_NAMES.forEach(path -> site.route(path).handler(authentication));
        site.route(API).handler(ctx -> {
            if (ctx.normalizedPath().equals("/api/ratio-fixer/stream") || CsvResponse.isWholeList(ctx)) {
                ctx.next();
            } else {
                TimeoutHandler.create(MILLIS, TIMED_OUT).handle(ctx);
            }
        });
        BodyHandler small = BodyHandler.create(false).setBodyLimit(SMALL_BODY);
        BodyHandler batch = BodyHandler.create(false).setBodyLimit(BATCH_BODY);
        site.route(API)
                .method(HttpMethod.POST)
                .method(HttpMethod.PATCH)
                .method(HttpMethod.PUT)
                .handler(ctx -> {
                    boolean isBatch = ctx.normalizedPath().equals(BATCH);
                    (isBatch ? batch : small).handle(ctx);
                });
        site.route(API).handler(new MediaTypeCase());
        site.post(BATCH).handler(new CsvBody());
        site.route(API).handler(new StrictJson(integers));
    }

    /**
     * Spells the media type of a body as the contract does: the validator compares letter by letter (RFC 9110, 8.3.1).
     */
    static final class MediaTypeCase implements Handler<RoutingContext> {
        @Override
        public void handle(RoutingContext ctx) {
            String given = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
            if (given != null) {
                int end = given.indexOf(';');
                String type =
                        (end < 0 ? given : given.substring(0, end)).strip().toLowerCase(Locale.ROOT);
                String spelt = end < 0 ? type : type + given.substring(end);
                if (!spelt.equals(given)) {
                    ctx.request().headers().set(HttpHeaders.CONTENT_TYPE, spelt);
                }
            }
            ctx.next();
        }
    }
}
