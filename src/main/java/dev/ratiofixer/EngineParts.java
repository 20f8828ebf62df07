package dev.ratiofixer;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.config.ConfigReloader;
import dev.ratiofixer.config.ReloadStatus;
import dev.ratiofixer.config.ReloadStatus.Standing;
import dev.ratiofixer.model.ModelStatus;
import dev.ratiofixer.model.ModelVerticle;
import dev.ratiofixer.observe.PartHealth;
import dev.ratiofixer.smm.AskSmmHealth;
import dev.ratiofixer.smm.SmmHealth;
import dev.ratiofixer.store.LeaseKeeper;
import dev.ratiofixer.store.PgCampaignStore.WriteBehind;
import dev.ratiofixer.youtube.CheckYouTube;
import dev.ratiofixer.youtube.YouTubeHealth;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.List;

/** Asks each part of this node how it is. What does not answer in time fails, and the board says so. */
final class EngineParts {
    private static final DeliveryOptions LIMIT = new DeliveryOptions().setSendTimeout(2_000);
    private static final String SEE_LOG = "look into the log";

    private final EventBus bus;
    private final Stores stores;
    private final ModelVerticle model;
    private final ConfigReloader reloader;
    private final LeaseKeeper lease;

    EngineParts(EventBus bus, Stores stores, ModelVerticle model, ConfigReloader reloader, LeaseKeeper lease) {
        this.bus = bus;
        this.stores = stores;
        this.model = model;
        this.reloader = reloader;
        this.lease = lease;
    }

    Future<PartHealth> database() {
        return stores.database()
                .reads()
                .query("SELECT 1")
                .execute()
                .map(answered -> PartHealth.up("PostgreSQL answers"))
                .otherwise(away -> PartHealth.down(
                        "PostgreSQL does not answer (" + away.getMessage() + "): samples wait in a buffer, nothing is"
                                + " ordered",
                        "check that it runs and that database.url is right"));
    }

    Future<PartHealth> lease() {
        return Future.succeededFuture(
                lease.isHeld()
                        ? PartHealth.up("this node may run campaigns")
                        : PartHealth.down(
                                "this node could not renew its lease and stopped its campaigns",
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

    /** How polling is; the quota is told from it too. */
    Future<YouTubeHealth> youtube() {
        return ask(Addresses.YOUTUBE, new CheckYouTube(), YouTubeHealth.class);
    }

    static PartHealth youtube(YouTubeHealth health) {
        String problem = health.problem();
        if (problem == null) {
            return PartHealth.up(health.videos() + " videos watched, " + health.samples() + " samples since the start");
        }
        return health.available() ? PartHealth.degraded(problem, "") : PartHealth.down(problem, "");
    }

    /** One line for each provider in use, folded into one part. */
    Future<PartHealth> promotion() {
        return ask(Addresses.SMM, new AskSmmHealth(), SmmHealth.class).map(health -> {
            List<String> wrong = health.parts().stream()
                    .filter(part -> !part.healthy())
                    .map(part -> part.name() + ": " + part.detail())
                    .toList();
            return wrong.isEmpty()
                    ? PartHealth.up(health.parts().size() + " levers and providers are in order")
                    : PartHealth.degraded(String.join("; ", wrong), "");
        });
    }

    Future<PartHealth> model() {
        ModelStatus status = model.status();
        String problem = status.problem();
        if (!status.serving()) {
            return Future.succeededFuture(PartHealth.down(problem == null ? "no model serves" : problem, SEE_LOG));
        }
        return Future.succeededFuture(
                problem == null
                        ? PartHealth.up("model " + status.version() + " answers")
                        : PartHealth.degraded(problem, SEE_LOG));
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

    private <T extends BusMessage> Future<T> ask(String address, BusMessage question, Class<T> type) {
        return bus.<BusMessage>request(address, question, LIMIT).map(reply -> type.cast(reply.body()));
    }
}
