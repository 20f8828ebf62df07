package dev.ratiofixer.app;

import dev.ratiofixer.access.Access;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.ReportLinks;
import dev.ratiofixer.app.health.HealthCheckRegistry.EngineHealth;
import dev.ratiofixer.app.health.Liveness;
import dev.ratiofixer.app.health.ManagementPages;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineGauge;
import dev.ratiofixer.backtest.BacktestService;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.http.HttpPorts;
import dev.ratiofixer.http.HttpSettings;
import dev.ratiofixer.http.HttpVerticle;
import dev.ratiofixer.http.Management;
import dev.ratiofixer.http.PrivacyFacts;
import dev.ratiofixer.notify.NotificationCenter;
import dev.ratiofixer.notify.NotificationSink;
import dev.ratiofixer.smm.api.SpendingControl;
import io.vertx.core.Future;
import java.net.BindException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;

/** The API, the dashboard, and the management port. */
final class HttpPart implements EnginePart {
    private final HttpSettings settings;
    private final Access access;
    private final HttpVerticle http;
    private final EngineContext.DeployedVerticles deployed;

    HttpPart(
            EngineContext engine,
            YouTubePart youtube,
            ExpectationsPart expectations,
            Liveness liveness,
            NotificationCenter notifications,
            SpendingControl spending) {
        settings = engine.configuration().http();
        InstantSource real = InstantSource.system();
        access = Access.of(
                new ApiKeyRegistry(engine.options().keys(), engine.stores().keys(), real),
                engine.stores().sessions(),
                settings.rateLimit(),
                real);
        access.keys().peopleSignIn(engine.configuration().oidc().isOn());
        ManagementPages pages = new ManagementPages(
                engine.vertx(), liveness, engine.checks(), engine.options().metrics());
        http = new HttpVerticle(
                settings,
                new HttpPorts(
                        engine.deployments()::view,
                        engine.stores().queries(),
                        engine.stores().clients(),
                        engine.stores().exports(),
                        new EngineHealth(
                                engine.checks(),
                                youtube::polling,
                                expectations::coverage,
                                engine.node(),
                                engine.live(),
                                engine.deployments()),
                        access,
                        engine.stores().audit(),
                        engine.stores().auditTrail(),
                        new ReportLinks(engine.stores().reportLinks(), real),
                        new Management(pages::livez, pages::readyz, pages::metrics),
                        notifications,
                        spending,
                        new BacktestService(engine.vertx(), engine.stores().backtests(), System::nanoTime),
                        new HttpPorts.SignIn(
                                engine.configuration().oidc(),
                                () -> engine.live().secret(Secret.OIDC_CLIENT_SECRET)),
                        () -> privacy(engine.live().get()),
                        Version.current(),
                        () -> engine.live().get().limits().currency(),
                        () -> engine.live().get().youtube().firstFrame(),
                        engine.time().clock(),
                        engine.time().realTimers()));
        deployed = engine.prepare(http);
    }

    private static PrivacyFacts privacy(Configuration now) {
        return new PrivacyFacts(
                now.compliance().derivedMetrics(),
                now.compliance().retention().toDays(),
                now.oidc().isOn() ? now.oidc().name() : null,
                now.notifications().stream()
                        .map(NotificationSink::type)
                        .distinct()
                        .sorted()
                        .toList(),
                now.services().stream()
                        .map(service -> service.type().name().toLowerCase(Locale.ROOT))
                        .distinct()
                        .sorted()
                        .toList(),
                now.tracing().enabled(),
                now.youtubeAnalytics().enabled());
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Future<Void> start() {
        return deployed.deploy().recover(this::portTaken);
    }

    private Future<Void> portTaken(Throwable failed) {
        return Future.failedFuture(
                failed instanceof BindException
                        ? new IllegalStateException("port " + settings.port() + " or " + settings.managementPort()
                                + " is in use: set RATIO_FIXER_PORT or http.management_port (demo: --management-port)"
                                + " to a free one")
                        : failed);
    }

    @Override
    public Future<Void> stop() {
        return deployed.undeploy();
    }

    @Override
    public void bind(EngineMetrics metrics) {
        metrics.gauge(EngineGauge.STREAMS, http::streams);
    }

    @Override
    public Set<SectionName> sections() {
        return Set.of(SectionName.SECRETS);
    }

    /** Most secrets are asked for each time that they are used; the API's key is kept as a hash. */
    @Override
    public Future<Void> reload(Configuration next) {
        access.keys().environment(next.secrets().get(Secret.RATIO_FIXER_API_KEY));
        return Future.succeededFuture();
    }

    Access access() {
        return access;
    }

    int port() {
        return http.port();
    }

    int managementPort() {
        return http.managementPort();
    }
}
