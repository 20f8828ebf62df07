package dev.ratiofixer.app;

import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.health.ProviderHealthChecks;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.SupervisorRequest.RulesAnnounced;
import dev.ratiofixer.google.OAuthAccount;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the channels' owners still authorize this client, where compliance asks for it. */
final class AuthorizationPart implements EnginePart {
    private final EngineContext engine;
    private final Context context;
    private final OwnerChannels channels;
    private final OwnerAuthorizationMonitor monitor;

    AuthorizationPart(EngineContext engine) {
        CurrentConfiguration live = engine.live();
        this.engine = engine;
        this.context = engine.vertx().getOrCreateContext();
        ProviderEndpoints providers = live.providers();
        OAuthTokens tokens = new OAuthTokens(
                engine.vertx(),
                engine.time().clock(),
                OAuthAccount.CHANNEL_OWNER,
                providers.oauth().tokenUrl(),
                live.providerSecrets().ownerOAuth());
        this.channels = new OwnerChannels(engine.vertx(), engine.time().clock(), tokens, providers::youtube);
        this.monitor = new OwnerAuthorizationMonitor(
                live::ownersMustAuthorize,
                this::ownChannels,
                engine.stores().authorizations(),
                this::announce,
                engine.time().clock(),
                engine.time().timers());
    }

    @Override
    public String name() {
        return "authorization";
    }

    @Override
    public Future<Void> start() {
        return monitor.start();
    }

    @Override
    public Future<Void> stop() {
        return monitor.stop();
    }

    @Override
    public void addChecks(HealthCheckRegistry checks) {
        checks.add(name(), false, () -> Future.succeededFuture(ProviderHealthChecks.provider(monitor.health())));
    }

    private Future<Set<String>> ownChannels() {
        Promise<Set<String>> promise = Promise.promise();
        context.runOnContext(here -> payUnit().compose(paid -> channels.mine()).onComplete(promise));
        return promise.future();
    }

    private Future<Grant> payUnit() {
        Instant now = engine.time().clock().instant();
        int limit = engine.live().get().youtube().pollingUnits();
        return engine.stores()
                .quota()
                .reserve(PacificDay.of(now), QuotaBucket.UNITS, 1, limit)
                .compose(grant -> grant.granted() == 1
                        ? Future.succeededFuture(grant)
                        : Future.failedFuture(new ProviderException(new ProviderFailure.QuotaExhausted(
                                "the day's quota is used up",
                                Duration.between(now, PacificDay.of(now).end())))));
    }

    /** The first time there is no supervisor yet; it starts by what is live then. */
    private void announce(@Nullable Set<String> authorized) {
        CurrentConfiguration live = engine.live();
        live.authorized(authorized);
        new LocalBus(engine.vertx().eventBus())
                .send(Addresses.SUPERVISOR, new RulesAnnounced(live.campaignRules(live.get())));
    }
}
