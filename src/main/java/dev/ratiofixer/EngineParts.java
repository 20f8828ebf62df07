package dev.ratiofixer;

import dev.ratiofixer.config.ConfigReloader;
import dev.ratiofixer.config.ReloadStatus;
import dev.ratiofixer.config.ReloadStatus.Standing;
import dev.ratiofixer.http.Health;
import dev.ratiofixer.model.ModelStatus;
import dev.ratiofixer.model.ModelVerticle;
import dev.ratiofixer.observe.BandCoverage;
import dev.ratiofixer.observe.BandCoverage.Group;
import dev.ratiofixer.observe.BandCoverage.Share;
import dev.ratiofixer.observe.PartHealth;
import dev.ratiofixer.store.LeaseKeeper;
import dev.ratiofixer.store.PgCampaignStore.WriteBehind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Asks each part of this node how it is. What does not answer in time fails, and the board says so. */
final class EngineParts {
    private static final String MEND_MODEL =
            "see the log; set model.file to a file that train made with this version, or leave it out for the shipped model";

    private final Stores stores;
    private final ModelVerticle model;
    private final ConfigReloader reloader;
    private final LeaseKeeper lease;
    private final RetentionKeeper retention;
    private final BandCoverage coverage;
    private final InstantSource clock;
    private final LiveConfiguration live;

    EngineParts(
            Stores stores,
            ModelVerticle model,
            ConfigReloader reloader,
            LeaseKeeper lease,
            RetentionKeeper retention,
            BandCoverage coverage,
            InstantSource clock,
            LiveConfiguration live) {
        this.stores = stores;
        this.model = model;
        this.reloader = reloader;
        this.lease = lease;
        this.retention = retention;
        this.coverage = coverage;
        this.clock = clock;
        this.live = live;
    }

    Future<PartHealth> database() {
        return stores.database()
                .reads()
                .query("SELECT 1")
                .execute()
                .map(answered -> PartHealth.up("PostgreSQL answers" + restarts()))
                .otherwise(away -> PartHealth.down(
                        "PostgreSQL does not answer (" + away.getMessage() + "): samples wait in a buffer, nothing is"
                                + " ordered" + restarts(),
                        live.get().embeddedDatabase()
                                ? "it is started again by itself; if that does not help, see postgres.log in "
                                        + live.get().database().directory()
                                : "check that it runs, and the address in DATABASE_URL or database.url"));
    }

    /** Of a clustered Vert.x. */
    Supplier<Future<PartHealth>> cluster(Vertx vertx) {
        return new ClusterPart(vertx, stores.nodes())::look;
    }

    private String restarts() {
        int restarts = stores.database().serverRestarts();
        return restarts == 0 ? "" : "; its server was gone and started again " + restarts + " times since the start";
    }

    Future<PartHealth> retention() {
        return Future.succeededFuture(retention.health());
    }

    /** Whether readings lie where they are expected. */
    Future<PartHealth> expectations() {
        return Future.succeededFuture(coverage.health(clock.instant()));
    }

    /** The same by kinds of readings, those of which there are some. */
    List<Health.Coverage> coverage() {
        Instant now = clock.instant();
        return Group.all().stream()
                .map(group -> coverage(group, coverage.share(group, now)))
                .filter(line -> line.readings() > 0)
                .toList();
    }

    private static Health.Coverage coverage(Group group, Share share) {
        return new Health.Coverage(
                group.counterLabel(), group.age().label(), group.countingLabel(), share.readings(), share.inside());
    }

    Future<PartHealth> lease() {
        return Future.succeededFuture(
                lease.isHeld()
                        ? PartHealth.up("this node may run campaigns")
                        : PartHealth.down(
                                RoomSettings.isAlone(live.get())
                                        ? "this node cannot renew its lease: it samples into a buffer and orders nothing"
                                        : "this node could not renew its lease and stopped its campaigns",
                                "check the way to the database; it goes on by itself"));
    }

    Future<PartHealth> writeBehind() {
        WriteBehind state = stores.campaigns().writeBehind();
        String waiting = state.campaigns() + " ticks wait to be written";
        return Future.succeededFuture(
                state.trouble() == null
                        ? PartHealth.up(waiting)
                        : PartHealth.degraded(
                                waiting + ", " + state.thinned() + " samples were left out: " + state.trouble(),
                                "check the database; it catches up by itself"));
    }

    Future<PartHealth> model() {
        ModelStatus status = model.status();
        String problem = status.problem();
        if (!status.serving()) {
            return Future.succeededFuture(PartHealth.down(problem == null ? "no model serves" : problem, MEND_MODEL));
        }
        return Future.succeededFuture(
                problem == null
                        ? PartHealth.up("model " + status.version() + " answers")
                        : PartHealth.degraded(problem, MEND_MODEL));
    }

    Future<PartHealth> configuration() {
        ReloadStatus status = reloader.status();
        return Future.succeededFuture(
                switch (status.standing()) {
                    case Standing.Current current ->
                        status.needRestart().isEmpty()
                                ? PartHealth.up("the file is in force")
                                : PartHealth.degraded(
                                        "changed in the file, not in force: " + status.needRestart(),
                                        "restart the node");
                    case Standing.Rejected rejected ->
                        PartHealth.degraded(
                                "the file is invalid and not used: " + rejected.problems(), "mend the file");
                    case Standing.Failed failed ->
                        PartHealth.degraded(
                                failed.section() + " could not be applied: " + failed.reason(), "mend the file");
                });
    }
}
