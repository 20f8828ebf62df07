package dev.ratiofixer.app;

import dev.ratiofixer.access.Access;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.app.cluster.ClusterMessages;
import dev.ratiofixer.app.health.EngineHealth;
import dev.ratiofixer.app.health.EngineHealthChecks;
import dev.ratiofixer.app.health.Liveness;
import dev.ratiofixer.app.health.ManagementPages;
import dev.ratiofixer.app.health.ProviderHealthChecks;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.app.metrics.EngineMetricsBinder;
import dev.ratiofixer.app.metrics.PollingMetricsBinder;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.campaign.CampaignDependencies;
import dev.ratiofixer.campaign.CampaignDeployments;
import dev.ratiofixer.campaign.CampaignSupervisor;
import dev.ratiofixer.config.ConfigReloader;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.HttpSection;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.http.HttpPorts;
import dev.ratiofixer.http.HttpVerticle;
import dev.ratiofixer.http.Management;
import dev.ratiofixer.model.ModelVerticle;
import dev.ratiofixer.smm.execution.OwnerAuthorizationMonitor;
import dev.ratiofixer.smm.execution.SmmVerticle;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.DatabaseSettings;
import dev.ratiofixer.store.lease.NodeLease;
import dev.ratiofixer.store.sample.SampleRetentionJob;
import dev.ratiofixer.youtube.YouTubeVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: opens the database, builds every room, hands each the ports that it declares, and deploys the
 * verticles.
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration SCAN = Duration.ofSeconds(5);
    private static final long DRAIN_SECONDS = 3;

    private final Vertx vertx;
    private final EngineOptions options;
    private final EngineTime time;
    private final EngineMetrics metrics;
    private final CurrentConfiguration live;
    private final CampaignDeployments deployments;
    private final ShutdownSequence stops;
    private final Repositories stores;
    private final Access access;
    private final NodeLease lease;
    private final EngineHealth health;
    private final PollingMetricsBinder polling;
    private final OwnerAuthorizationMonitor authorization;
    private final YouTubeVerticle youtube;
    private final ModelVerticle model;
    private final SmmVerticle smm;
    private final SampleRetentionJob retention;
    private final ConfigReloader reloader;
    private final HttpVerticle http;

    private Engine(Vertx vertx, EngineOptions options, Database database, Liveness liveness, ShutdownSequence stops) {
        Configuration configuration = options.configuration().configuration();
        this.vertx = vertx;
        this.options = options;
        this.stops = stops;
        this.time = options.time();
        this.metrics = new EngineMetrics(options.metrics().registry());
        this.live = new CurrentConfiguration(configuration);
        this.deployments = new CampaignDeployments(vertx);
        this.stores = Repositories.on(vertx, database, options.node(), deployments::leaseOver);
        this.youtube = new YouTubeVerticle(
                ModuleSettings.youtube(configuration),
                time.clock(),
                time.timers(),
                stores.quota(),
                () -> live.secret(Secret.YOUTUBE_API_KEY).orElse(""));
        this.model = new ModelVerticle(ModuleSettings.model(configuration), time.realTimers());
        this.smm = new SmmVerticle(
                ModuleSettings.smm(configuration),
                ModuleSettings.providers(configuration),
                live.channels(),
                new CommentQuotaGate(stores.quota(), live, time.clock()),
                stores.orders(),
                time.clock(),
                time.timers());
        this.retention = new SampleRetentionJob(stores.retention(), time, live);
        this.access = stores.access(options.keys(), ModuleSettings.http(configuration));
        this.reloader = new ConfigReloader(
                vertx,
                time.realTimers(),
                time.clock(),
                SCAN,
                options.source(),
                options.configuration(),
                new EngineReload(vertx.eventBus(), live, youtube, smm, model, retention, access.keys()),
                change -> stores.recordChange(options.node(), change));
        this.lease = lease();
        EngineHealthChecks parts = new EngineHealthChecks(stores, model, reloader, lease, retention, live);
        ProviderHealthChecks providers = new ProviderHealthChecks(vertx.eventBus(), live);
        this.polling = new PollingMetricsBinder(providers::polling, time.realTimers());
        this.health = EngineHealth.of(vertx, parts, providers, options.node(), live, deployments);
        this.authorization = EngineAuthorization.keeper(vertx, stores, time, live);
        health.board().add("authorization", false, () -> Future.succeededFuture(authorization.health()));
        this.http = new HttpVerticle(
                ModuleSettings.http(configuration),
                new HttpPorts(
                        deployments::view,
                        stores.queries(),
                        health,
                        access,
                        management(liveness),
                        () -> live.get().limits().currency(),
                        time.clock(),
                        time.realTimers()));
    }

    private Management management(Liveness liveness) {
        ManagementPages pages = new ManagementPages(vertx, liveness, health.board(), options.metrics());
        return new Management(pages::livez, pages::readyz, pages::metrics);
    }

    /**
     * Starts an engine.
     *
     * @param stops gets what there is to stop, also of a start that fails half way; live campaigns stay live in the
     *     database, for the next start
     */
    public static Future<Engine> start(Vertx vertx, EngineOptions options, ShutdownSequence stops) {
        DatabaseSettings kept = ModuleSettings.database(options.configuration().configuration());
        DatabaseSettings settings = options.throwAwayData() ? kept.notDurable() : kept;
        return vertx.executeBlocking(() -> Database.open(vertx, settings))
                .onSuccess(database -> stops.add("database", () -> database.close(vertx)))
                .compose(database -> Liveness.listen(vertx)
                        .compose(liveness -> new Engine(vertx, options, database, liveness, stops).up()));
    }

    private Future<Engine> up() {
        new MessageCodec(Json.mapper(), ClusterMessages.all()).install(vertx.eventBus());
        EngineMetricsBinder.connect(vertx, metrics, deployments, stores);
        EngineMetricsBinder.connect(metrics, model, http);
        // Given back last, when nothing of this node is under way any more.
        stops.add("lease", lease::stop);
        return deploy("youtube", youtube)
                .onSuccess(deployed -> {
                    stops.add("polling-meters", polling::stop);
                    polling.connect(metrics);
                })
                .compose(deployed -> deploy("model", model))
                .compose(deployed -> deploy("smm", smm))
                .onSuccess(deployed -> stops.add("authorization", authorization::stop))
                .compose(deployed -> authorization.start())
                // Not before: a node that holds a lease keeps its earlier campaigns from others, and gets more of them.
                .compose(looked -> lease.start())
                .onSuccess(held -> {
                    // Before the lease goes back: what is written after that is refused.
                    stops.add("write-behind", this::drain);
                    stops.add("campaigns", deployments::undeployAll);
                })
                .compose(deployed -> deploy("supervisor", supervisor()))
                .compose(deployed -> deploy("http", http).recover(this::portTaken))
                .map(deployed -> {
                    stops.add("reloader", reloader::stop);
                    reloader.start();
                    stops.add("retention", retention::stop);
                    retention.start();
                    LOG.info(
                            "node={} serves port={} management_port={}", options.node(), port(), http.managementPort());
                    return this;
                });
    }

    private NodeLease lease() {
        var cluster = live.get().cluster();
        return new NodeLease(
                stores.database(),
                options.node(),
                cluster.lease(),
                cluster.heartbeat(),
                time.realTimers(),
                new NodeLease.Listener() {
                    @Override
                    public Future<Void> lost() {
                        // Alone, it goes on sampling into the buffer; the old lease keeps it from all else.
                        return ModuleSettings.isAlone(live.get())
                                ? Future.succeededFuture()
                                : deployments.undeployAll();
                    }

                    @Override
                    public void regained() {
                        LOG.info("node={} holds a lease again and claims what is free", options.node());
                    }
                });
    }

    private CampaignSupervisor supervisor() {
        return new CampaignSupervisor(
                options.node(),
                live.campaignRules(live.get()),
                new CampaignDependencies(
                        stores.campaigns(), time.clock(), time.timers(), EngineMetricsBinder.campaigns(metrics)),
                stores.nodes(),
                deployments,
                time.realTimers());
    }

    private Future<Void> deploy(String name, Deployable verticle) {
        return vertx.deployVerticle(verticle)
                .onSuccess(id -> stops.add(name, () -> vertx.undeploy(id)))
                .mapEmpty();
    }

    private Future<Void> portTaken(Throwable failed) {
        if (!(failed instanceof BindException)) {
            return Future.failedFuture(failed);
        }
        HttpSection ports = live.get().http();
        return Future.failedFuture(new IllegalStateException("port " + ports.port() + " or " + ports.managementPort()
                + " is in use: set RATIO_FIXER_PORT or http.management_port (demo: --management-port) to a free one"));
    }

    private Future<Void> drain() {
        return stores.campaigns().drain().timeout(DRAIN_SECONDS, TimeUnit.SECONDS);
    }

    /** Looks at the configuration now and brings what has changed to every campaign; health tells the outcome. */
    Future<Void> reload() {
        return reloader.scan();
    }

    /** The port of probes and metrics. */
    int managementPort() {
        return http.managementPort();
    }

    /** The port of the API. */
    public int port() {
        return http.port();
    }

    /** Opens one session of the dashboard as admin: for the address that a command prints on its own terminal. */
    public String oneTimeLogin(Duration life) {
        return access.sessions().oneTimeLogin(life);
    }

    /** Whether anybody has an admin's key. */
    public boolean hasAdmin() {
        return access.keys().hasActive(Role.ADMIN);
    }
}
