package dev.ratiofixer.app;

import dev.ratiofixer.app.health.ClusterHealth;
import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.config.ClusterSettings;
import dev.ratiofixer.store.lease.NodeLease;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's lease, by which it may run campaigns; and, of several nodes, whether they see each other. */
final class LeasePart implements EnginePart {
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
                cluster.lease(),
                cluster.heartbeat(),
                engine.time().realTimers(),
                new LeaseListener());
    }

    /** Returns the part whose stop gives the lease back: it starts long before this one, and so stops long after. */
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
        return lease.start();
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
                ? ComponentHealth.up("this node may run campaigns")
                : ComponentHealth.down(
                        alone
                                ? "this node cannot confirm its campaigns in the database: it goes on reading and orders nothing"
                                : "this node could not confirm its campaigns in the database and has stopped them; other nodes may take them",
                        "check the way to the database; it goes on by itself");
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
