package dev.ratiofixer;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.RulesAnnounced;
import dev.ratiofixer.config.ConfigApplier;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.LogSection;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.http.access.KeyRing;
import dev.ratiofixer.model.ModelVerticle;
import dev.ratiofixer.observe.LogOutput;
import dev.ratiofixer.smm.desk.SmmVerticle;
import dev.ratiofixer.youtube.YouTubeVerticle;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.net.URI;
import java.util.Locale;

/** Brings a changed configuration to the rooms that work by it. */
final class EngineReload implements ConfigApplier {
    private final EventBus bus;
    private final LiveConfiguration live;
    private final YouTubeVerticle youtube;
    private final SmmVerticle smm;
    private final ModelVerticle model;
    private final RetentionKeeper retention;
    private final KeyRing keys;

    EngineReload(
            EventBus bus,
            LiveConfiguration live,
            YouTubeVerticle youtube,
            SmmVerticle smm,
            ModelVerticle model,
            RetentionKeeper retention,
            KeyRing keys) {
        this.bus = bus;
        this.live = live;
        this.youtube = youtube;
        this.smm = smm;
        this.model = model;
        this.retention = retention;
        this.keys = keys;
    }

    @Override
    public Future<Void> apply(SectionName section, Configuration next) {
        live.set(next);
        return switch (section) {
            case LIMITS, SERVICES -> promotion(next);
            case POLICY -> promotion(next).compose(applied -> rules(next));
            case COMPLIANCE -> compliance(next);
            case YOUTUBE -> polling(next);
            case MODEL -> model.apply(RoomSettings.model(next));
            case LOG -> log(next.log());
            case SECRETS -> secrets(next);
            case HTTP, DATABASE, CLUSTER, SECURITY, GOOGLE_ADS, OAUTH, SHEETS -> Future.succeededFuture();
        };
    }

    private Future<Void> promotion(Configuration next) {
        smm.apply(RoomSettings.smm(next));
        return Future.succeededFuture();
    }

    /** Orders stop before campaigns hear of it, and samples that may be kept no longer go at once. */
    private Future<Void> compliance(Configuration next) {
        retention.soon();
        return promotion(next)
                .compose(applied -> youtube.apply(RoomSettings.youtube(next)))
                .compose(applied -> rules(next));
    }

    /** The floor of polling first: campaigns then wish for the new interval. */
    private Future<Void> polling(Configuration next) {
        smm.youtube(URI.create(next.youtube().origin()));
        return youtube.apply(RoomSettings.youtube(next)).compose(applied -> rules(next));
    }

    /** Rooms ask for most secrets each time; the API's key is kept as a hash. */
    private Future<Void> secrets(Configuration next) {
        keys.environment(next.secrets().get(Secret.RATIO_FIXER_API_KEY));
        return Future.succeededFuture();
    }

    private Future<Void> rules(Configuration next) {
        return new LocalBus(bus)
                .request(Addresses.SUPERVISOR, new RulesAnnounced(live.campaignRules(next)))
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
