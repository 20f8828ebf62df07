package dev.ratiofixer.http;

import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.http.api.Contract;
import dev.ratiofixer.http.api.EngineClient;
import dev.ratiofixer.http.api.Operations;
import dev.ratiofixer.http.bridge.BridgeSession.BridgeDispatcher;
import dev.ratiofixer.http.bridge.BridgeSessions;
import dev.ratiofixer.http.bridge.SockJsBridge;
import dev.ratiofixer.http.bridge.TcpBridge;
import dev.ratiofixer.http.live.LiveStream;
import dev.ratiofixer.http.mcp.McpEndpoint;
import dev.ratiofixer.http.pages.PageRouter;
import dev.ratiofixer.http.report.ReportRoutes;
import dev.ratiofixer.http.server.AllowedOrigins;
import dev.ratiofixer.http.server.ApiRouter;
import dev.ratiofixer.http.server.ApiRouter.StatusFastPath;
import dev.ratiofixer.http.server.ForwardedHeaders;
import dev.ratiofixer.http.server.ManagementServer;
import dev.ratiofixer.http.server.ProblemHandler.InvalidRequestHandler;
import dev.ratiofixer.http.server.ResponseWriter;
import dev.ratiofixer.http.server.ResponseWriter.CsvResponse;
import dev.ratiofixer.http.server.SessionRoutes;
import dev.ratiofixer.http.server.SiteRouter;
import dev.ratiofixer.http.signin.SignInRoutes;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves the API, the live stream, the bridges and the dashboard, and the management port. Deploy one of them: the
 * stream's buffer is its own. The deployment fails if a port is taken or the contract is broken.
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
    private BridgeSessions sessions;
    private @Nullable NetServer tcpBridge;
    private @Nullable RepeatingTask keys;

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

    /** How many live streams are open. */
    public int streams() {
        LiveStream open = stream;
        return open == null ? 0 : open.readers();
    }

    /** The port of the TCP bridge, once deployed; empty if there is none. */
    public OptionalInt tcpBridgePort() {
        NetServer bridge = tcpBridge;
        return bridge == null ? OptionalInt.empty() : OptionalInt.of(bridge.actualPort());
    }

    @Override
    public Future<?> start() {
        EngineClient engine = new EngineClient(vertx.eventBus(), HttpSettings.REQUEST_TIMEOUT);
        stream = new LiveStream(vertx, ports, engine, settings.maxStreams());
        return refresh()
                .compose(known -> Contract.load(vertx))
                .map(contract -> site(contract, engine))
                .compose(site -> vertx.createHttpServer(options())
                        .requestHandler(site)
                        .invalidRequestHandler(new InvalidRequestHandler())
                        .listen(settings.port(), settings.host()))
                .onSuccess(listening -> server = listening)
                .compose(listening ->
                        ManagementServer.listen(vertx, settings.host(), settings.managementPort(), ports.management()))
                .onSuccess(listening -> management = listening)
                .compose(listening -> listenTcp())
                .onSuccess(listening -> {
                    stream.start();
                    keys = new RepeatingTask(ports.timers(), KEYS_REFRESH, this::refresh);
                    keys.later();
                });
    }

    /** Follows what other nodes changed. */
    private Future<Void> refresh() {
        return ports.access()
                .keys()
                .refresh()
                .compose(keysKnown -> ports.access().sessions().refresh());
    }

    @Override
    public Future<?> stop() {
        if (keys != null) {
            keys.stop();
        }
        stream.stop();
        sessions.close();
        return Future.succeededFuture();
    }

    private Future<?> listenTcp() {
        Integer port = settings.tcpBridgePort();
        return port == null
                ? Future.succeededFuture()
                : TcpBridge.listen(vertx, settings, port, sessions).onSuccess(listening -> tcpBridge = listening);
    }

    private Handler<HttpServerRequest> site(Contract contract, EngineClient engine) {
        Authenticator authenticator = new Authenticator(ports.access());
        ResponseWriter answers = new ResponseWriter(ports.clock());
        SessionRoutes session = new SessionRoutes(ports.access(), answers, settings.secureCookies());
        Operations operations = new Operations(contract, engine, ports, settings.links());
        ReportRoutes reports = new ReportRoutes(
                ports.reports(),
                ports.access(),
                engine,
                ports.queries(),
                ports.clients(),
                ports.health(),
                ports.clock());
        sessions = new BridgeSessions(
                new BridgeDispatcher(contract, operations.byId(), authenticator), stream, ports.timers());
        Router api = new ApiRouter(
                        authenticator,
                        answers,
                        operations.exports(),
                        new CsvResponse(ports.clock(), ports.timers()),
                        operations.scope())
                .build(
                        vertx,
                        contract,
                        operations.byId(),
                        Map.of(
                                "stream", stream::serve,
                                "getReport", reports::ofCampaign,
                                "getClientReport", reports::ofClient,
                                "login", session::login,
                                "getSession", session::whoAmI,
                                "logout", session::logout));
        AllowedOrigins origins = new AllowedOrigins(settings.corsOrigins());
        Router bridge = new SockJsBridge(sessions, origins).router(vertx);
        Router pages = Router.router(vertx);
        reports.mount(pages);
        new SignInRoutes(
                        vertx,
                        ports.signIn().settings(),
                        ports.signIn().clientSecret(),
                        session,
                        ports.access().wrongKeys(),
                        settings.secureCookies(),
                        settings.publicUrl())
                .mount(pages);
        pages.route().subRouter(PageRouter.build(vertx, ports.privacy()));
        Router mcp = new McpEndpoint(contract, operations, authenticator, ports.version(), origins).router(vertx);
        Router site = SiteRouter.build(vertx, origins, authenticator, contract, api, pages, bridge, mcp);
        return new ForwardedHeaders(
                new TrustedProxies(settings.trustedProxies()),
                new StatusFastPath(ports.live(), authenticator, answers, site));
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(MOST_HEADERS)
                .setSendBufferSize(SEND_BUFFER)
                .setMaxWebSocketMessageSize(SockJsBridge.LONGEST)
                .setCompressionSupported(true)
                // A few compressed bytes can stand for very many.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        HttpSettings.@Nullable Tls tls = settings.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString()));
        }
        return options;
    }
}
