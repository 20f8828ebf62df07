package dev.ratiofixer.http;

import dev.ratiofixer.http.api.Contract;
import dev.ratiofixer.http.api.EngineBus;
import dev.ratiofixer.http.api.Operations;
import dev.ratiofixer.http.live.LiveStream;
import dev.ratiofixer.http.pages.PageRouter;
import dev.ratiofixer.http.server.Answers;
import dev.ratiofixer.http.server.ApiRouter;
import dev.ratiofixer.http.server.ManagementServer;
import dev.ratiofixer.http.server.SessionRoutes;
import dev.ratiofixer.http.server.SiteRouter;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves the API, the live stream, the bridges and the dashboard, and the management port. Deploy one of them: the
 * stream's ring is its own. The deployment fails if a port is taken or the contract is broken.
 */
public final class HttpVerticle extends VerticleBase {
    private static final Duration KEYS_REFRESH = Duration.ofSeconds(10);
    private static final int IDLE_SECONDS = 120;
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_HEADERS = 16 * 1024;
    /** What the kernel may hold of a reader that does not read. */
    private static final int SEND_BUFFER = 128 * 1024;

    private final HttpSettings settings;
    private final HttpPorts ports;
    private HttpServer server;
    private HttpServer management;
    private LiveStream stream;
    private boolean stopped;

    @SuppressWarnings("NullAway.Init") // Set in start, which Vert.x calls before anything else.
    public HttpVerticle(HttpSettings settings, HttpPorts ports) {
        this.settings = settings;
        this.ports = ports;
    }

    /** The port of the API, once deployed. */
    public int port() {
        return server.actualPort();
    }

    /** The management port, once deployed. */
    public int managementPort() {
        return management.actualPort();
    }

    @Override
    public Future<?> start() {
        EngineBus engine = new EngineBus(vertx.eventBus(), settings.requestTimeout());
        stream = new LiveStream(vertx, ports, engine, settings.maxStreams());
        return ports.access()
                .keys()
                .refresh()
                .compose(known -> Contract.load(vertx))
                .map(contract -> site(contract, engine))
                .compose(site ->
                        vertx.createHttpServer(options()).requestHandler(site).listen(settings.port(), settings.host()))
                .onSuccess(listening -> server = listening)
                .compose(listening ->
                        ManagementServer.listen(vertx, settings.host(), settings.managementPort(), ports.management()))
                .onSuccess(listening -> {
                    management = listening;
                    stream.start();
                    refreshKeysLater();
                });
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        stream.stop();
        return Future.succeededFuture();
    }

    private Router site(Contract contract, EngineBus engine) {
        Answers answers = new Answers(ports.clock());
        SessionRoutes session = new SessionRoutes(ports.access(), answers, settings.secureCookies());
        Operations operations = new Operations(contract, engine, ports, settings.currency());
        Router api = new ApiRouter(ports.access(), answers)
                .build(
                        vertx,
                        contract,
                        operations.byId(),
                        Map.of(
                                "stream", stream::serve,
                                "login", session::login,
                                "getSession", session::whoAmI,
                                "logout", session::logout));
        return SiteRouter.build(
                vertx, settings, ports.access(), contract, api, PageRouter.build(vertx), Router.router(vertx));
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(MOST_HEADERS)
                .setSendBufferSize(SEND_BUFFER);
        HttpSettings.@Nullable Tls tls = settings.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString()));
        }
        return options;
    }

    private void refreshKeysLater() {
        ports.timers().after(KEYS_REFRESH, () -> {
            if (!stopped) {
                ports.access().keys().refresh().onComplete(done -> refreshKeysLater());
            }
        });
    }
}
