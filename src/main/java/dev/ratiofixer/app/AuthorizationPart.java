package dev.ratiofixer.app;

import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.health.ProviderHealthChecks;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.SupervisorRequest.RulesAnnounced;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.OwnerAccounts;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.youtube.OwnerChannels;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.execution.OwnerAuthorizationMonitor;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderEndpoints;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.youtube.quota.QuotaLedger.Grant;
import dev.ratiofixer.youtube.quota.QuotaLedger.QuotaBucket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the channels' owners still authorize this client, where compliance asks for it. */
final class AuthorizationPart implements EnginePart {
    private final EngineContext engine;
    private final Context context;
    private final OwnerAccounts<OwnerOfChannels> owners;
    private final OwnerAuthorizationMonitor monitor;

    AuthorizationPart(EngineContext engine) {
        CurrentConfiguration live = engine.live();
        this.engine = engine;
        this.context = engine.vertx().getOrCreateContext();
        ProviderEndpoints providers = live.providers();
        Supplier<OwnerCredentials> credentials = live.providerSecrets().ownerOAuth();
        this.owners = new OwnerAccounts<>(
                credentials,
                key -> new OwnerOfChannels(
                        key,
                        new OwnerChannels(
                                engine.vertx(),
                                engine.time().clock(),
                                new OAuthTokens(
                                        engine.vertx(),
                                        engine.time().clock(),
                                        OwnerCredentials.account(key),
                                        providers.oauth().tokenUrl(),
                                        () -> credentials.get().get(key)),
                                providers::youtube)),
                owner -> owner.channels().close());
        this.monitor = new OwnerAuthorizationMonitor(
                live::ownersMustAuthorize,
                this::ownChannels,
                engine.stores().authorizations(),
                this::announce,
                engine.time().clock(),
                engine.time().timers());
    }

    /** One consent. */
    private record OwnerOfChannels(String key, OwnerChannels channels) {
        /** Returns its channels; a consent that was configured for one channel stands for no other. */
        Future<Set<String>> mine() {
            return channels.mine()
                    .map(all -> key.equals(OwnerCredentials.ANY) || all.isEmpty()
                            ? all
                            : all.contains(key) ? Set.of(key) : Set.<String>of());
        }
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
        context.runOnContext(here -> ask(owners.all()).onComplete(promise));
        return promise.future();
    }

    /** One owner who has taken back a consent takes nothing from the others. */
    private Future<Set<String>> ask(List<OwnerOfChannels> all) {
        List<Throwable> withdrawn = new ArrayList<>();
        Future<Set<String>> known = Future.succeededFuture(Set.of());
        for (OwnerOfChannels owner : all) {
            known = known.compose(before -> payUnit(engine)
                    .compose(paid -> owner.mine())
                    .recover(failed -> {
                        if (!OwnerAuthorizationMonitor.isWithdrawn(failed)) {
                            return Future.failedFuture(failed);
                        }
                        withdrawn.add(failed);
                        return Future.succeededFuture(Set.of());
                    })
                    .map(mine -> Stream.concat(before.stream(), mine.stream()).collect(Collectors.toSet())));
        }
        return known.compose(channels -> withdrawn.size() == all.size()
                ? Future.failedFuture(withdrawn.getFirst())
                : Future.succeededFuture(channels));
    }

    /** Takes the unit that asking whose a token is costs. */
    static Future<Grant> payUnit(EngineContext engine) {
        Instant now = engine.time().clock().instant();
        int limit = engine.live().get().youtube().pollingUnits();
        return engine.stores()
                .quota()
                .reserve(PacificDay.of(now), QuotaBucket.UNITS, 1, limit)
                .compose(grant -> grant.granted() == 1
                        ? Future.succeededFuture(grant)
                        : Future.failedFuture(new ProviderException(new ProviderFailure.QuotaExhausted(
                                "what YouTube allows in a day is used up",
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
