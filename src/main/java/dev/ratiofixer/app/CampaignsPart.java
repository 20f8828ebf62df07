package dev.ratiofixer.app;

import dev.ratiofixer.app.PromotionPart.SpendingPart;
import dev.ratiofixer.app.cluster.HazelcastCluster;
import dev.ratiofixer.app.health.ClusterHealth;
import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineGauge;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.CampaignCounters;
import dev.ratiofixer.campaign.CampaignDependencies;
import dev.ratiofixer.campaign.CampaignSupervisor;
import dev.ratiofixer.campaign.SupervisorRequest.NodeRequest.ClaimCampaigns;
import dev.ratiofixer.campaign.SupervisorRequest.RulesAnnounced;
import dev.ratiofixer.config.ClusterSettings;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.store.lease.NodeLease;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The campaigns of this node and their supervisor. */
final class CampaignsPart implements EnginePart {
    private final EngineContext engine;
    private final MeteredCounters counters;
    private final AnalyticsPart analytics;
    private EngineContext.@Nullable DeployedVerticles supervisor;

    CampaignsPart(EngineContext engine, ExpectationsPart expectations, AnalyticsPart analytics, SpendingPart spending) {
        this.engine = engine;
        this.analytics = analytics;
        this.counters = new MeteredCounters(expectations);
        spending.onTurn(this::announceRules);
    }

    @Override
    public String name() {
        return "campaigns";
    }

    @Override
    public Future<Void> start() {
        // Made now, as its rules are those that the parts before it have found out.
        EngineContext.DeployedVerticles made = engine.prepare(new CampaignSupervisor(
                engine.node(),
                engine.live().campaignRules(engine.live().get()),
                new CampaignDependencies(
                        engine.stores().campaigns(),
                        engine.time().clock(),
                        engine.time().timers(),
                        counters,
                        analytics::measured),
                engine.stores().nodes(),
                engine.deployments(),
                engine.time().realTimers()));
        supervisor = made;
        return made.deploy();
    }

    @Override
    public Future<Void> stop() {
        EngineContext.DeployedVerticles made = supervisor;
        Future<Void> undeployed = made == null ? Future.succeededFuture() : made.undeploy();
        return undeployed.transform(done -> engine.deployments().undeployAll());
    }

    @Override
    public void bind(EngineMetrics metrics) {
        counters.metrics = metrics;
        metrics.gauge(EngineGauge.CAMPAIGNS, engine.deployments()::count);
    }

    @Override
    public Set<SectionName> sections() {
        return Set.of(SectionName.COMPLIANCE, SectionName.LIMITS, SectionName.POLICY, SectionName.YOUTUBE);
    }

    @Override
    public Future<Void> reload(Configuration next) {
        return new LocalBus(engine.vertx().eventBus())
                .request(Addresses.SUPERVISOR, new RulesAnnounced(engine.live().campaignRules(next)))
                .mapEmpty();
    }

    /** Before the supervisor is there, it starts by what is live then. */
    private void announceRules() {
        if (supervisor != null) {
            var live = engine.live();
            new LocalBus(engine.vertx().eventBus())
                    .send(Addresses.SUPERVISOR, new RulesAnnounced(live.campaignRules(live.get())));
        }
    }

    /** What campaigns count, as meters. */
    private static final class MeteredCounters implements CampaignCounters {
        private final ExpectationsPart expectations;
        private volatile @Nullable EngineMetrics metrics;

        MeteredCounters(ExpectationsPart expectations) {
            this.expectations = expectations;
        }

        @Override
        public void judged(VideoFacts video, Sample sample, Expectation expectation) {
            expectations.judged(video, sample, expectation);
        }

        @Override
        public void decided(long nanos) {
            EngineMetrics bound = metrics;
            if (bound != null) {
                bound.decided(nanos);
            }
        }

        @Override
        public void sampled(Duration late) {
            EngineMetrics bound = metrics;
            if (bound != null) {
                bound.polled(late);
            }
        }
    }

    /** The node's lease, by which it may run campaigns; and, of several nodes, whether they see each other. */
    static final class LeasePart implements EnginePart {
        private static final Logger LOG = LoggerFactory.getLogger(LeasePart.class);

        private final EngineContext engine;
        private final boolean alone;
        private final NodeLease lease;

        LeasePart(EngineContext engine) {
            this.engine = engine;
            ClusterSettings cluster = engine.configuration().cluster();
            this.alone = cluster.isAlone();
            this.lease = new NodeLease(
                    engine.stores().database(),
                    engine.node(),
                    engine.vertx().isClustered() ? HazelcastCluster.member(engine.vertx()) : "",
                    cluster.lease(),
                    cluster.heartbeat(),
                    engine.time().realTimers(),
                    new LeaseListener());
        }

        /**
         * Returns the part whose stop gives the lease back: it starts long before this one, and so stops long after.
         */
        EnginePart givenBack() {
            return new EnginePart() {
                @Override
                public String name() {
                    return "lease";
                }

                @Override
                public Future<Void> stop() {
                    return lease.stop();
                }
            };
        }

        @Override
        public String name() {
            return "lease-held";
        }

        @Override
        public Future<Void> start() {
            Context here = engine.vertx().getOrCreateContext();
            if (engine.vertx().isClustered()) {
                HazelcastCluster.onLeft(engine.vertx(), member -> here.runOnContext(now -> left(member)));
            }
            return lease.start();
        }

        /** What a dead node held is claimed now; the next look would come within seconds. */
        private void left(String member) {
            lease.ended(member)
                    .onSuccess(ended -> {
                        if (ended) {
                            new LocalBus(engine.vertx().eventBus()).send(Addresses.SUPERVISOR, new ClaimCampaigns());
                        }
                    })
                    .onFailure(away -> LOG.warn(
                            "a node left the cluster, and the database does not say whether it lives: its lease has to"
                                    + " run out: {}",
                            away.toString()));
        }

        @Override
        public void addChecks(HealthCheckRegistry checks) {
            checks.add("lease", true, () -> Future.succeededFuture(health()));
            if (engine.vertx().isClustered()) {
                checks.add(
                        "cluster",
                        true,
                        new ClusterHealth(engine.vertx(), engine.stores().nodes())::look);
            }
        }

        private ComponentHealth health() {
            return lease.isHeld()
                    ? ComponentHealth.up("this server runs its campaigns")
                    : ComponentHealth.down(
                            alone
                                    ? "this server cannot confirm in the database that its campaigns are its own: it goes on reading"
                                    + " their numbers and orders nothing"
                                    : "this server could not confirm in the database that its campaigns are its own and has let"
                                    + " them go: other servers take them over",
                            "nothing if it passes: it goes on by itself. Else whoever runs Ratio Fixer checks the way to the database");
        }

        private final class LeaseListener implements NodeLease.Listener {
            @Override
            public Future<Void> lost() {
                // Alone, it goes on sampling into the buffer; the old lease keeps it from all else.
                return alone ? Future.succeededFuture() : engine.deployments().undeployAll();
            }

            @Override
            public void regained() {
                LOG.info("node={} holds a lease again and claims what is free", engine.node());
            }
        }
    }
}
