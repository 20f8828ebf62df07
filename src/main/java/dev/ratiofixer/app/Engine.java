package dev.ratiofixer.app;

import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.app.CampaignsPart.LeasePart;
import dev.ratiofixer.app.PromotionPart.SpendingPart;
import dev.ratiofixer.app.cluster.ClusterMessages;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.health.Liveness;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.app.metrics.Metrics;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.campaign.CampaignDeployments;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.http.HttpSettings;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.DatabaseSettings;
import dev.ratiofixer.time.ScaledClock;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.time.VertxTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: opens the database, builds the parts, and starts one after the other. */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final EngineContext context;
    private final HttpPart http;
    private final ConfigurationPart configuration;
    private final EnginePartSequence parts;

    /** Lists the parts: a new one is one line here. */
    private Engine(EngineContext context, Liveness liveness) {
        this.context = context;
        YouTubePart youtube = new YouTubePart(context);
        ExpectationsPart expectations = new ExpectationsPart(context);
        AnalyticsPart analytics = new AnalyticsPart(context);
        LeasePart lease = new LeasePart(context);
        SpendingPart spending = new SpendingPart(context);
        NotificationPart notifications = new NotificationPart(context);
        this.http = new HttpPart(context, youtube, expectations, liveness, notifications, spending);
        this.configuration = new ConfigurationPart(context, this::reload);
        this.parts = new EnginePartSequence(List.of(
                new DatabasePart(context),
                // Given back last, when nothing of this node is under way any more.
                lease.givenBack(),
                youtube,
                new ModelPart(context),
                expectations,
                // Before what spends.
                spending,
                new PromotionPart(context, spending),
                new AuthorizationPart(context),
                analytics,
                // Not before: a node that holds a lease keeps its earlier campaigns from others, and gets more of them.
                lease,
                // Drained when the campaigns have stopped, and before the lease goes back: what is written later is
                // refused.
                new WriteBehindPart(context),
                new CampaignsPart(context, expectations, analytics, spending),
                // Late: what is asked of it finds everything there.
                http,
                notifications,
                configuration,
                new RetentionPart(context),
                new FiguresPart(context)));
    }

    /**
     * Starts an engine.
     *
     * @param stops gets what there is to stop, also of a start that fails half way; live campaigns stay live in the
     *     database, for the next start
     */
    public static Future<Engine> start(Vertx vertx, EngineOptions options, ShutdownSequence stops) {
        DatabaseSettings kept = options.configuration().configuration().databaseInUse();
        DatabaseSettings settings = options.throwAwayData() ? kept.notDurable() : kept;
        return vertx.executeBlocking(() -> {
                    // Told before the database is opened and campaigns are claimed, not after.
                    PortCheck.free(options.configuration().configuration().http());
                    return Database.open(vertx, settings);
                })
                // The one stop that is no part's: the parts are built on an open database.
                .onSuccess(database -> stops.add("database", () -> database.close(vertx)))
                .compose(database -> Liveness.listen(vertx)
                        .compose(liveness -> new Engine(context(vertx, options, database), liveness).start(stops)));
    }

    private static EngineContext context(Vertx vertx, EngineOptions options, Database database) {
        CampaignDeployments deployments = new CampaignDeployments(vertx);
        return new EngineContext(
                vertx,
                options,
                new CurrentConfiguration(options.configuration().configuration()),
                deployments,
                Repositories.on(vertx, database, options.node(), deployments),
                new HealthCheckRegistry(vertx));
    }

    private Future<Engine> start(ShutdownSequence stops) {
        new MessageCodec(Json.mapper(), ClusterMessages.all())
                .install(context.vertx().eventBus());
        parts.observe(
                context.checks(), new EngineMetrics(context.options().metrics().registry()));
        return parts.start(stops).map(all -> {
            LOG.info("node={} serves port={} management_port={}", context.node(), port(), managementPort());
            return this;
        });
    }

    private Future<Void> reload(SectionName section, Configuration next) {
        context.live().set(next);
        return parts.reload(section, next);
    }

    /** Looks at the configuration now and brings what has changed to every part; health reports the outcome. */
    Future<Void> reload() {
        return configuration.scan();
    }

    /** The port of probes and metrics. */
    public int managementPort() {
        return http.managementPort();
    }

    /** The port of the API. */
    public int port() {
        return http.port();
    }

    /** Opens one session of the dashboard as admin: for the address that a command prints on its own terminal. */
    public String oneTimeLogin(Duration life) {
        return http.access().sessions().oneTimeLogin(life);
    }

    /** Whether anybody has an admin's key. */
    public boolean hasAdmin() {
        return http.access().keys().hasActive(Role.ADMIN);
    }

    /**
     * The engine's time.
     *
     * @param clock what the modules take for the time
     * @param timers of the same speed as the clock
     * @param realTimers of real time: leases, configuration scans
     */
    public record EngineTime(InstantSource clock, Timers timers, Timers realTimers) {
        /** The machine's own. */
        public static EngineTime real(Vertx vertx) {
            Timers timers = new VertxTimers(vertx, 1);
            return new EngineTime(InstantSource.system(), timers, timers);
        }

        /** Starts now and runs {@code speed} times as fast. */
        public static EngineTime scaled(Vertx vertx, double speed) {
            return new EngineTime(
                    new ScaledClock(Instant.now(), speed), new VertxTimers(vertx, speed), new VertxTimers(vertx, 1));
        }
    }

    /** Finds out before a start whether the ports are free. Blocks for a moment. */
    static final class PortCheck {
        private PortCheck() {}

        /**
         * Takes each port and gives it back.
         *
         * @throws IllegalStateException naming the first one that is taken, and the setting of another
         */
        static void free(HttpSettings http) throws IOException {
            free(http.host(), http.port(), "http.port or RATIO_FIXER_PORT");
            free(http.host(), http.managementPort(), "http.management_port (demo: --management-port)");
            @Nullable Integer bridge = http.tcpBridgePort();
            if (bridge != null) {
                free(http.host(), bridge, "http.tcp_bridge_port");
            }
        }

        private static void free(String host, int port, String setting) throws IOException {
            if (port == 0) {
                return;
            }
            try (ServerSocket socket = new ServerSocket()) {
                // As the servers do: connections of an earlier process that linger take no port.
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(host, port));
            } catch (BindException taken) {
                throw new IllegalStateException(
                        "cannot listen on " + host + " port " + port + " (" + taken.getMessage()
                                + "): end what holds it, or set " + setting + " to a free one",
                        taken);
            }
        }
    }

    /**
     * What an engine is started with.
     *
     * @param node its name in leases
     * @param configuration what it starts by
     * @param source reads the configuration anew, for reloads
     * @param keys API keys that live as long as the process
     * @param throwAwayData whether an embedded database need not survive a power cut
     * @param metrics those that the Vert.x was built with
     */
    public record EngineOptions(
            String node,
            EngineTime time,
            ConfigResult.Valid configuration,
            Callable<ConfigResult> source,
            List<ApiKey> keys,
            Metrics metrics,
            boolean throwAwayData) {
        public EngineOptions {
            keys = List.copyOf(keys);
        }

        /** Returns the API key that the environment gives, an operator's, if it gives one. */
        public static List<ApiKey> keysOfEnvironment(Configuration configuration) {
            return configuration
                    .secrets()
                    .get(Secret.RATIO_FIXER_API_KEY)
                    .map(ApiKeyRegistry::operatorOfEnvironment)
                    .stream()
                    .toList();
        }
    }
}
