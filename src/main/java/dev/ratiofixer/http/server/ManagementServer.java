package dev.ratiofixer.http.server;

import dev.ratiofixer.http.Management;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/** Serves the port for probes and Prometheus. It has no keys: bind it where only they reach. */
public final class ManagementServer {
    private static final int IDLE_SECONDS = 60;

    private ManagementServer() {}

    /** Listens; the future holds the port. */
    public static Future<HttpServer> listen(Vertx vertx, String host, int port, Management management) {
        Router router = Router.router(vertx);
        Routes.read(router, "/livez").handler(management.livez());
        Routes.read(router, "/readyz").handler(management.readyz());
        Routes.read(router, "/metrics").handler(management.metrics());
        ProblemHandler problems = new ProblemHandler();
        router.route().failureHandler(problems);
        router.errorHandler(404, problems);
        router.errorHandler(405, problems);
        return vertx.createHttpServer(new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setTracingPolicy(TracingPolicy.IGNORE))
                .requestHandler(router)
                .listen(port, host);
    }
}
