package dev.ratiofixer;

import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.bus.Wire;
import dev.ratiofixer.campaign.CampaignDeployments;
import dev.ratiofixer.campaign.CampaignServices;
import dev.ratiofixer.campaign.CampaignSupervisor;
import dev.ratiofixer.config.ConfigReloader;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.HttpSection;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.http.HttpPorts;
import dev.ratiofixer.http.HttpVerticle;
import dev.ratiofixer.http.Management;
import dev.ratiofixer.http.access.Access;
import dev.ratiofixer.http.access.Role;
import dev.ratiofixer.model.ModelVerticle;
import dev.ratiofixer.observe.BandCoverage;
import dev.ratiofixer.observe.EngineMetrics;
import dev.ratiofixer.observe.Liveness;
import dev.ratiofixer.observe.ManagementPages;
import dev.ratiofixer.smm.desk.SmmVerticle;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.DatabaseSettings;
import dev.ratiofixer.store.LeaseKeeper;
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
final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration SCAN = Duration.ofSeconds(5);
    private static final long DRAIN_SECONDS = 3;

    private final Vertx vertx;
    private final EngineOptions options;
    private final EngineTime time;
    private final EngineMetrics metrics;
    private final BandCoverage coverage = new BandCoverage();
    private final LiveConfiguration live;
    private final CampaignDeployments deployments;
    private final Stops stops;
    private final Stores stores;
    private final Access access;
    private final LeaseKeeper lease;
    private final EngineHealth health;
    private final PollingMeters polling;
    private final AuthorizationKeeper authorization;
    private final YouTubeVerticle youtube;
    private final ModelVerticle model;
    private final SmmVerticle smm;
    private final RetentionKeeper retention;
    private final ConfigReloader reloader;
    private final HttpVerticle http;

    private Engine(Vertx vertx, EngineOptions options, Database database, Liveness liveness, Stops stops) {
        Configuration configuration = options.configuration().configuration();
        this.vertx = vertx;
        this.options = options;
        this.stops = stops;
        this.time = options.time();
        this.metrics = new EngineMetrics(options.metrics().registry());
        this.live = new LiveConfiguration(configuration);
        this.deployments = new CampaignDeployments(vertx);
        this.stores = Stores.on(vertx, database, options.node(), deployments::leaseOver);
        this.youtube = new YouTubeVerticle(
                RoomSettings.youtube(configuration),
                time.clock(),
                time.timers(),
                stores.quota(),
                stores.uploads(),
                () -> live.secret(Secret.YOUTUBE_API_KEY).orElse(""));
        this.model = new ModelVerticle(RoomSettings.model(configuration), time.realTimers());
        this.smm = new SmmVerticle(
                RoomSettings.smm(configuration),
                RoomSettings.providers(configuration),
                live.channels(),
                new CommentQuota(stores.quota(), live, time.clock()),
                stores.orders(),
                time.clock(),
                time.timers());
        this.retention = new RetentionKeeper(stores.retention(), time, live);
        this.access = stores.access(options.keys(), RoomSettings.http(configuration));
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
        EngineParts parts = new EngineParts(stores, model, reloader, lease, retention, coverage, time.clock(), live);
        ProviderParts providers = new ProviderParts(vertx.eventBus(), live);
        this.polling = new PollingMeters(providers::polling, time.realTimers());
        this.health = EngineHealth.of(vertx, parts, providers, options.node(), live, deployments);
        this.authorization = EngineAuthorization.keeper(vertx, stores, time, live);
        health.board().add("authorization", false, () -> Future.succeededFuture(authorization.health()));
        this.http = new HttpVerticle(
                RoomSettings.http(configuration),
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
    static Future<Engine> start(Vertx vertx, EngineOptions options, Stops stops) {
        DatabaseSettings kept = RoomSettings.database(options.configuration().configuration());
        DatabaseSettings settings = options.throwAwayData() ? kept.notDurable() : kept;
        return vertx.executeBlocking(() -> Database.open(vertx, settings))
                .onSuccess(database -> stops.add("database", () -> database.close(vertx)))
                .compose(database -> Liveness.listen(vertx)
                        .compose(liveness -> new Engine(vertx, options, database, liveness, stops).up()));
    }

    private Future<Engine> up() {
        new MessageCodec(Wire.mapper(), BusMessages.all()).install(vertx.eventBus());
        EngineMeters.connect(vertx, metrics, deployments, stores);
        EngineMeters.connect(metrics, model, http);
        EngineMeters.connect(metrics, coverage, time.clock());
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

    private LeaseKeeper lease() {
        var cluster = live.get().cluster();
        return new LeaseKeeper(
                stores.database(),
                options.node(),
                cluster.lease(),
                cluster.heartbeat(),
                time.realTimers(),
                new LeaseKeeper.Listener() {
                    @Override
                    public Future<Void> lost() {
                        // Alone, it goes on sampling into the buffer; the old lease keeps it from all else.
                        return RoomSettings.isAlone(live.get()) ? Future.succeededFuture() : deployments.undeployAll();
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
                new CampaignServices(
                        stores.campaigns(), time.clock(), time.timers(), EngineMeters.campaigns(metrics, coverage)),
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
    int port() {
        return http.port();
    }

    /** Opens one session of the dashboard as admin: for the address that a command prints on its own terminal. */
    String oneTimeLogin(Duration life) {
        return access.sessions().oneTimeLogin(life);
    }

    /** Whether anybody has an admin's key. */
    boolean hasAdmin() {
        return access.keys().hasActive(Role.ADMIN);
    }
}
