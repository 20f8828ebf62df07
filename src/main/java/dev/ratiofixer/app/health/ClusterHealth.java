package dev.ratiofixer.app.health;

import dev.ratiofixer.store.lease.PgCampaignNodes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.ext.healthchecks.Status;
import io.vertx.spi.cluster.hazelcast.ClusterHealthCheck;

/**
 * How the cluster is, seen from this node: whether Hazelcast has its data twice, and whether it sees every node that
 * lives by the database. Any thread.
 */
public final class ClusterHealth {
    private final VertxInternal vertx;
    private final PgCampaignNodes nodes;

    /** @param vertx a clustered one */
    public ClusterHealth(Vertx vertx, PgCampaignNodes nodes) {
        this.vertx = (VertxInternal) vertx;
        this.nodes = nodes;
    }

    /** Looks now. */
    public Future<ComponentHealth> look() {
        Promise<Status> safe = Promise.promise();
        ClusterHealthCheck.createProcedure(vertx).handle(safe);
        return Future.all(safe.future(), nodes.living().otherwise(0))
                .map(both -> health(
                        both.<Status>resultAt(0).isOk(),
                        vertx.clusterManager().getNodes().size(),
                        both.resultAt(1)));
    }

    /**
     * What follows from what is seen.
     *
     * @param safe whether every partition of Hazelcast has its copy
     * @param seen members of the cluster, this one included
     * @param living nodes with a lease in the database; 0 if it cannot be asked
     */
    static ComponentHealth health(boolean safe, int seen, int living) {
        if (!safe) {
            return ComponentHealth.down(
                    "a server came or went, and the others are sharing out what it knew",
                    "wait some seconds, and stop no other server until this is over");
        }
        if (seen < living) {
            return ComponentHealth.degraded(
                    "this server sees " + seen + " of " + living
                            + " servers that run: campaigns go on at all of them, but"
                            + " this page cannot show those of the others",
                    "nothing for some seconds, if one was just stopped. Else whoever runs Ratio Fixer checks the network"
                            + " between them and how they find each other (settings cluster.name, cluster.host,"
                            + " cluster.port and cluster.members)");
        }
        return ComponentHealth.up(seen
                + (seen == 1 ? " server runs alone" : " servers run together: each can take over another's campaigns"));
    }
}
