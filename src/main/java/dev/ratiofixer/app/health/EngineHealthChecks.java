package dev.ratiofixer.app.health;

import dev.ratiofixer.app.CurrentConfiguration;
import dev.ratiofixer.app.ModuleSettings;
import dev.ratiofixer.app.Repositories;
import dev.ratiofixer.config.ConfigReloader;
import dev.ratiofixer.config.ReloadStatus;
import dev.ratiofixer.config.ReloadStatus.State;
import dev.ratiofixer.model.ModelStatus;
import dev.ratiofixer.model.ModelVerticle;
import dev.ratiofixer.store.campaign.PgCampaignStore.WriteBehind;
import dev.ratiofixer.store.lease.NodeLease;
import dev.ratiofixer.store.sample.SampleRetentionJob;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Asks each part of this node how it is. What does not answer in time fails, and the board says so. */
public final class EngineHealthChecks {
    private static final String MEND_MODEL =
            "see the log; set model.file to a file that train made with this version, or leave it out for the shipped model";

    private final Repositories stores;
    private final ModelVerticle model;
    private final ConfigReloader reloader;
    private final NodeLease lease;
    private final SampleRetentionJob retention;
    private final CurrentConfiguration live;

    public EngineHealthChecks(
            Repositories stores,
            ModelVerticle model,
            ConfigReloader reloader,
            NodeLease lease,
            SampleRetentionJob retention,
            CurrentConfiguration live) {
        this.stores = stores;
        this.model = model;
        this.reloader = reloader;
        this.lease = lease;
        this.retention = retention;
        this.live = live;
    }

    Future<ComponentHealth> database() {
        return stores.database()
                .ping()
                .map(answered -> ComponentHealth.up("PostgreSQL answers" + restarts()))
                .otherwise(away -> ComponentHealth.down(
                        "PostgreSQL does not answer (" + away.getMessage() + "): samples wait in a buffer, nothing is"
                                + " ordered" + restarts(),
                        live.get().embeddedDatabase()
                                ? "it is started again by itself; if that does not help, see postgres.log in "
                                        + live.get().database().directory()
                                : "check that it runs, and the address in DATABASE_URL or database.url"));
    }

    /** Of a clustered Vert.x. */
    Supplier<Future<ComponentHealth>> cluster(Vertx vertx) {
        return new ClusterHealth(vertx, stores.nodes())::look;
    }

    private String restarts() {
        int restarts = stores.database().serverRestarts();
        return restarts == 0 ? "" : "; its server was gone and started again " + restarts + " times since the start";
    }

    Future<ComponentHealth> retention() {
        return Future.succeededFuture(retention.health());
    }

    Future<ComponentHealth> lease() {
        return Future.succeededFuture(
                lease.isHeld()
                        ? ComponentHealth.up("this node may run campaigns")
                        : ComponentHealth.down(
                                ModuleSettings.isAlone(live.get())
                                        ? "this node cannot renew its lease: it samples into a buffer and orders nothing"
                                        : "this node could not renew its lease and stopped its campaigns",
                                "check the way to the database; it goes on by itself"));
    }

    Future<ComponentHealth> writeBehind() {
        WriteBehind state = stores.campaigns().writeBehind();
        String waiting = state.campaigns() + " ticks wait to be written";
        return Future.succeededFuture(
                state.trouble() == null
                        ? ComponentHealth.up(waiting)
                        : ComponentHealth.degraded(
                                waiting + ", " + state.thinned() + " samples were left out: " + state.trouble(),
                                "check the database; it catches up by itself"));
    }

    Future<ComponentHealth> model() {
        ModelStatus status = model.status();
        String problem = status.problem();
        if (!status.serving()) {
            return Future.succeededFuture(
                    ComponentHealth.down(problem == null ? "no model serves" : problem, MEND_MODEL));
        }
        return Future.succeededFuture(
                problem == null
                        ? ComponentHealth.up("model " + status.version() + " answers")
                        : ComponentHealth.degraded(problem, MEND_MODEL));
    }

    Future<ComponentHealth> configuration() {
        ReloadStatus status = reloader.status();
        return Future.succeededFuture(
                switch (status.standing()) {
                    case State.Current current ->
                        status.needRestart().isEmpty()
                                ? ComponentHealth.up("the file is in force")
                                : ComponentHealth.degraded(
                                        "changed in the file, not in force: " + status.needRestart(),
                                        "restart the node");
                    case State.Rejected rejected ->
                        ComponentHealth.degraded(
                                "the file is invalid and not used: " + rejected.problems(), "mend the file");
                    case State.Failed failed ->
                        ComponentHealth.degraded(
                                failed.section() + " could not be applied: " + failed.reason(), "mend the file");
                });
    }
}
