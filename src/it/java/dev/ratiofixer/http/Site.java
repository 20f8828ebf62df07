package dev.ratiofixer.http;

import dev.ratiofixer.access.Access;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.AuditLog;
import dev.ratiofixer.access.ReportLinks;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.backtest.BacktestService;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.campaign.CampaignChanged;
import dev.ratiofixer.http.api.Contract;
import dev.ratiofixer.time.VertxTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The whole HTTP verticle on a free port of the loopback, before a {@link FakeEngine}. */
final class Site implements AutoCloseable {
    static final String OPERATOR = "operator-key-of-the-environment";
    static final String ADMIN = "admin-key";
    static final String VIEWER = "viewer-key";

    final Vertx vertx = Vertx.vertx();
    final MemoryKeys stored = new MemoryKeys();
    final MemorySessions storedSessions = new MemorySessions();
    final FakeEngine engine;
    final Access access;
    final MemoryReportLinks storedReports = new MemoryReportLinks();
    volatile Instant realTime = Instant.now();
    final ReportLinks reports = new ReportLinks(storedReports, () -> realTime);
    final List<AuditLog.AuditEntry> audited = new CopyOnWriteArrayList<>();
    private final HttpPorts ports;
    private final SiteSettings settings;
    HttpVerticle verticle;
    private String deployment;
    final Contract contract;

    private Site(SiteSettings settings, boolean single, HttpPorts.SignIn signIn) {
        new MessageCodec(Json.mapper(), List.<Class<? extends BusMessage>>of(CampaignChanged.class))
                .install(vertx.eventBus());
        engine = new FakeEngine(vertx);
        ApiKeyRegistry keys = new ApiKeyRegistry(
                single
                        ? List.of(ApiKeyRegistry.operatorOfEnvironment(OPERATOR))
                        : List.of(
                                ApiKeyRegistry.operatorOfEnvironment(OPERATOR),
                                ApiKeyRegistry.fixed("admin", "admin", Role.ADMIN, ADMIN),
                                ApiKeyRegistry.fixed("viewer", "viewer", Role.VIEWER, VIEWER)),
                stored,
                InstantSource.system());
        keys.peopleSignIn(signIn.settings().isOn());
        access = Access.of(keys, storedSessions, settings.build().rateLimit(), InstantSource.system());
        Management management = new Management(
                ctx -> ctx.response().end("live"),
                ctx -> ctx.response().end("ready"),
                ctx -> ctx.response().end("# metrics"));
        this.settings = settings;
        AuditLog audit = entry -> {
            audited.add(entry);
            return Future.succeededFuture();
        };
        ports = new HttpPorts(
                engine::live,
                engine,
                engine.clients,
                engine.exports,
                engine,
                access,
                audit,
                new FakeAudit(audited, engine),
                reports,
                management,
                engine.notifications,
                engine.spending,
                new BacktestService(vertx, engine::backtestCase, System::nanoTime),
                signIn,
                () -> engine.privacy,
                "0.1.0",
                () -> "USD",
                () -> engine.videosChanged,
                engine::now,
                new VertxTimers(vertx, 4));
        verticle = new HttpVerticle(settings.build(), ports);
        deployment = await(vertx.deployVerticle(verticle));
        contract = await(Contract.load(vertx));
    }

    static Site open() {
        return new Site(settings(), false, HttpPorts.SignIn.BY_KEY);
    }

    static Site withSingleKey() {
        return new Site(settings(), true, HttpPorts.SignIn.BY_KEY);
    }

    static Site with(SiteSettings settings) {
        return new Site(settings, false, HttpPorts.SignIn.BY_KEY);
    }

    /** One at which people sign in at an identity provider. */
    static Site with(SiteSettings settings, HttpPorts.SignIn signIn) {
        return new Site(settings, false, signIn);
    }

    static SiteSettings settings() {
        return new SiteSettings();
    }

    /** Ends the verticle, as a crash of the engine would to those who are connected. */
    void undeploy() {
        await(vertx.undeploy(deployment));
    }

    /** Serves again after the verticle was undeployed, on the port that it had. */
    void reopen(int port) {
        verticle = new HttpVerticle(settings.withPort(port).build(), ports);
        deployment = await(vertx.deployVerticle(verticle));
    }

    String address() {
        return "http://127.0.0.1:" + verticle.port();
    }

    WireClient anonymous() {
        return new WireClient(this, null);
    }

    WireClient as(String key) {
        return new WireClient(this, key);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException late) {
            throw new AssertionError("not done in 20 s", late);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
