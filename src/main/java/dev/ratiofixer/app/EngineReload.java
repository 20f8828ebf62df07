package dev.ratiofixer.app;

import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.app.logging.LogOutput;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.SupervisorRequest.RulesAnnounced;
import dev.ratiofixer.config.ConfigApplier;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.LogSettings;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.model.ModelVerticle;
import dev.ratiofixer.smm.execution.SmmVerticle;
import dev.ratiofixer.store.sample.SampleRetentionJob;
import dev.ratiofixer.youtube.YouTubeVerticle;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.net.URI;
import java.util.Locale;

/** Brings a changed configuration to the rooms that work by it. */
public final class EngineReload implements ConfigApplier {
    private final EventBus bus;
    private final CurrentConfiguration live;
    private final YouTubeVerticle youtube;
    private final SmmVerticle smm;
    private final ModelVerticle model;
    private final SampleRetentionJob retention;
    private final ApiKeyRegistry keys;

    EngineReload(
            EventBus bus,
            CurrentConfiguration live,
            YouTubeVerticle youtube,
            SmmVerticle smm,
            ModelVerticle model,
            SampleRetentionJob retention,
            ApiKeyRegistry keys) {
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
            case MODEL -> model.apply(ModuleSettings.model(next));
            case LOG -> log(next.log());
            case SECRETS -> secrets(next);
            case HTTP, DATABASE, CLUSTER, SECURITY, GOOGLE_ADS, OAUTH, SHEETS -> Future.succeededFuture();
        };
    }

    private Future<Void> promotion(Configuration next) {
        smm.apply(ModuleSettings.smm(next));
        return Future.succeededFuture();
    }

    /** Orders stop before campaigns hear of it, and samples that may be kept no longer go at once. */
    private Future<Void> compliance(Configuration next) {
        retention.soon();
        return promotion(next).compose(applied -> rules(next));
    }

    /** The floor of polling first: campaigns then wish for the new interval. */
    private Future<Void> polling(Configuration next) {
        smm.youtube(URI.create(next.youtube().origin()));
        return youtube.apply(ModuleSettings.youtube(next)).compose(applied -> rules(next));
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

    private static Future<Void> log(LogSettings log) {
        applyLog(log);
        return Future.succeededFuture();
    }

    /** Logs as the configuration says from now on. */
    public static void applyLog(LogSettings log) {
        LogOutput output = new LogOutput();
        output.level(log.level().name().toLowerCase(Locale.ROOT));
        switch (log.format()) {
            case TEXT -> output.text();
            case JSON -> output.json();
        }
    }
}
