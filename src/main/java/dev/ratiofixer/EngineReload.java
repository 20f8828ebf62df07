package dev.ratiofixer;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.campaign.RulesAnnounced;
import dev.ratiofixer.config.ConfigApplier;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.LogSection;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.model.ModelVerticle;
import dev.ratiofixer.observe.LogOutput;
import dev.ratiofixer.smm.desk.SmmVerticle;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.Locale;

/** Brings a changed configuration to the rooms that work by it. */
final class EngineReload implements ConfigApplier {
    private final EventBus bus;
    private final LiveConfiguration live;
    private final SmmVerticle smm;
    private final ModelVerticle model;

    EngineReload(EventBus bus, LiveConfiguration live, SmmVerticle smm, ModelVerticle model) {
        this.bus = bus;
        this.live = live;
        this.smm = smm;
        this.model = model;
    }

    @Override
    public Future<Void> apply(SectionName section, Configuration next) {
        live.set(next);
        return switch (section) {
            case LIMITS, SERVICES -> promotion(next);
            case POLICY -> promotion(next).compose(applied -> rules(next));
            case COMPLIANCE, YOUTUBE -> rules(next);
            case MODEL -> model.apply(RoomSettings.model(next));
            case LOG -> log(next.log());
            // Secrets are asked for each time; the rest waits for the next start.
            case SECRETS, HTTP, DATABASE, CLUSTER, SECURITY, GOOGLE_ADS, OAUTH, SHEETS -> Future.succeededFuture();
        };
    }

    private Future<Void> promotion(Configuration next) {
        smm.apply(RoomSettings.smm(next));
        return Future.succeededFuture();
    }

    private Future<Void> rules(Configuration next) {
        return bus.request(Addresses.SUPERVISOR, new RulesAnnounced(RoomSettings.campaign(next)))
                .mapEmpty();
    }

    private static Future<Void> log(LogSection log) {
        applyLog(log);
        return Future.succeededFuture();
    }

    /** Logs as the configuration says from now on. */
    static void applyLog(LogSection log) {
        LogOutput output = new LogOutput();
        output.level(log.level().name().toLowerCase(Locale.ROOT));
        switch (log.format()) {
            case TEXT -> output.text();
            case JSON -> output.json();
        }
    }
}
