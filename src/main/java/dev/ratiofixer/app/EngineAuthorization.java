package dev.ratiofixer.app;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.SupervisorRequest.RulesAnnounced;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.youtube.OwnerChannels;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.smm.execution.OwnerAuthorizationMonitor;
import dev.ratiofixer.smm.execution.ProviderEndpoints;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.youtube.quota.QuotaBucket;
import dev.ratiofixer.youtube.quota.QuotaLedger.Grant;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Connects the {@link OwnerAuthorizationMonitor} to YouTube, the ledgers and the campaigns. */
final class EngineAuthorization {
    private final Vertx vertx;
    private final Repositories stores;
    private final EngineTime time;
    private final CurrentConfiguration live;
    private final Context context;
    private final OwnerChannels channels;

    private EngineAuthorization(Vertx vertx, Repositories stores, EngineTime time, CurrentConfiguration live) {
        this.vertx = vertx;
        this.stores = stores;
        this.time = time;
        this.live = live;
        this.context = vertx.getOrCreateContext();
        ProviderEndpoints providers = ModuleSettings.providers(live.get());
        OAuthTokens tokens = new OAuthTokens(
                vertx,
                time.clock(),
                "the channels' owner",
                providers.oauthToken(),
                live.channels().ownerOAuth());
        this.channels = new OwnerChannels(vertx, tokens, providers.youtube());
    }

    static OwnerAuthorizationMonitor keeper(
            Vertx vertx, Repositories stores, EngineTime time, CurrentConfiguration live) {
        EngineAuthorization connected = new EngineAuthorization(vertx, stores, time, live);
        return new OwnerAuthorizationMonitor(
                live::ownersMustAuthorize,
                connected::mine,
                stores.authorizations(),
                connected::announce,
                time.clock(),
                time.timers());
    }

    private Future<Set<String>> mine() {
        Promise<Set<String>> promise = Promise.promise();
        context.runOnContext(here -> payUnit().compose(paid -> channels.mine()).onComplete(promise));
        return promise.future();
    }

    private Future<Grant> payUnit() {
        Instant now = time.clock().instant();
        Configuration configuration = live.get();
        int limit = ModuleSettings.youtube(configuration).pollingUnits();
        return stores.quota()
                .reserve(PacificDay.of(now), QuotaBucket.UNITS, 1, limit)
                .compose(grant -> grant.granted() == 1
                        ? Future.succeededFuture(grant)
                        : Future.failedFuture(new ProviderException(
                                new ProviderFailure.Throttled("the day's quota is used up", null, null))));
    }

    /** The first time there is no supervisor yet to hear it; it starts by what is live then. */
    private void announce(@Nullable Set<String> authorized) {
        live.authorized(authorized);
        new LocalBus(vertx.eventBus()).send(Addresses.SUPERVISOR, new RulesAnnounced(live.campaignRules(live.get())));
    }
}
