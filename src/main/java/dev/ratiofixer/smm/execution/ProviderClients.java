package dev.ratiofixer.smm.execution;

import dev.ratiofixer.google.GoogleSettings;
import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import dev.ratiofixer.google.OwnerAccounts;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.TokenCredentials;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.google.sheets.SheetsClient;
import dev.ratiofixer.google.youtube.OwnerChannels;
import dev.ratiofixer.google.youtube.OwnerCommentClient;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderHttpClient.LastOutcome;
import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.smm.api.OwnerTokenLedger;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.comment.CommentExecutor.CommentOwner;
import dev.ratiofixer.smm.execution.comment.OwnerTokenGuard;
import dev.ratiofixer.smm.webhook.WebhookClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One client a provider, all on the verticle's context. */
public record ProviderClients(
        OAuthTokens adsTokens,
        GoogleAdsClient ads,
        OwnerAccounts<CommentOwner> owners,
        SheetsClient sheets,
        WebhookClient webhook,
        ProviderSecrets secrets) {
    static ProviderClients open(
            Vertx vertx,
            InstantSource clock,
            ProviderEndpoints providers,
            Supplier<URI> youtube,
            ProviderSecrets secrets,
            QuotaGate quota,
            OperationsAllowance operations,
            OwnerTokenLedger blocked) {
        OAuthTokens adsTokens = new OAuthTokens(
                vertx, clock, OAuthAccount.ADS, providers.oauth().tokenUrl(), secrets.adsOAuth());
        return new ProviderClients(
                adsTokens,
                new GoogleAdsClient(
                        vertx,
                        clock,
                        adsTokens,
                        providers.googleAds().origin(),
                        providers.googleAds().version(),
                        secrets.adsDeveloperToken(),
                        operations),
                new OwnerAccounts<>(
                        secrets.ownerOAuth(),
                        key -> owner(vertx, clock, providers, youtube, secrets, quota, blocked, key),
                        CommentOwner::close),
                new SheetsClient(vertx, clock, providers.sheets().origin(), secrets.apiKey()),
                new WebhookClient(
                        vertx,
                        clock,
                        OutboundAddressGuard.ofSystem(
                                vertx, providers.security().allowPrivateAddresses()),
                        secrets.webhookSecret()),
                secrets);
    }

    private static CommentOwner owner(
            Vertx vertx,
            InstantSource clock,
            ProviderEndpoints providers,
            Supplier<URI> youtube,
            ProviderSecrets secrets,
            QuotaGate quota,
            OwnerTokenLedger blocked,
            String key) {
        Supplier<Optional<OAuthCredentials>> credentials =
                () -> secrets.ownerOAuth().get().get(key);
        OAuthTokens tokens = new OAuthTokens(
                vertx, clock, OwnerCredentials.account(key), providers.oauth().tokenUrl(), credentials);
        return new CommentOwner(
                tokens,
                new OwnerCommentClient(vertx, clock, tokens, youtube, quota),
                new OwnerTokenGuard(
                        new OwnerChannels(vertx, clock, tokens, youtube),
                        quota,
                        blocked,
                        OwnerCredentials.account(key),
                        credentials));
    }

    void close() {
        adsTokens.close();
        ads.close();
        owners.close();
        sheets.close();
        webhook.close();
    }

    /** What is known of a provider, as lines of health and of the check list before a start. */
    public static final class ProviderStatus {
        private static final String AGAIN =
                "nothing: it is tried again by itself. If it stays so, whoever runs Ratio Fixer finds more in the log";

        private ProviderStatus() {}

        /**
         * The health of promotion: the parts of every lever that a service is configured for, and the spending switch.
         */
        static PromotionHealth of(SmmSettings settings, OrderExecutors executors) {
            List<ServicePart> parts = new ArrayList<>();
            for (OrderExecutor<?> executor : executors.all()) {
                if (settings.services().stream().anyMatch(service -> service.type() == executor.type())) {
                    parts.addAll(executor.health());
                }
            }
            // Also when its service is not configured any more.
            parts.add(executors.budgets().returnsHealth());
            boolean on = settings.limits().spending();
            parts.add(
                    healthy(
                            "spending",
                            on
                                    ? "on"
                                    : "off, by an admin or in the configuration (setting limits.spending): nothing that costs is ordered"));
            return new PromotionHealth(List.copyOf(parts));
        }

        /** Says whether access is granted, by asking for a token. */
        public static Future<Prerequisite> access(String name, String field, OAuthTokens tokens) {
            return tokens.token()
                    .map(good -> new Prerequisite(name, field, true, true, "Ratio Fixer has access"))
                    .otherwise(cause -> new Prerequisite(
                            name,
                            field,
                            false,
                            true,
                            ProviderException.of(cause).detail()));
        }

        /**
         * Says what is known of an access. The token's state first: without one, no call says anything of the provider.
         */
        public static ServicePart token(String name, OAuthTokens tokens, LastOutcome last) {
            return switch (tokens.state()) {
                case MISSING ->
                    new ServicePart(
                            name,
                            false,
                            "Ratio Fixer has no access to it, so nothing is ordered through it",
                            tokens.account().remedy(),
                            true);
                case UNTRIED -> healthy(name, "nothing was asked of it yet");
                case GOOD -> {
                    ProviderFailure failure = last.failure();
                    yield failure == null ? healthy(name, "Ratio Fixer has access") : failed(name, failure, AGAIN);
                }
                case FAILED ->
                    tokens.failure()
                            .map(failure -> failed(name, failure, AGAIN))
                            .orElseThrow();
            };
        }

        /**
         * Says how the last call went.
         *
         * @param remedy what to do about a failure that says nothing of it
         */
        public static ServicePart lastCall(String name, LastOutcome last, String remedy) {
            ProviderFailure failure = last.failure();
            return failure == null
                    ? healthy(name, last.used() ? "it answered when it was last asked" : "nothing was asked of it yet")
                    : failed(name, failure, remedy);
        }

        private static ServicePart failed(String name, ProviderFailure failure, String otherwise) {
            return new ServicePart(
                    name,
                    false,
                    "what needs it waits, as it did not work when it was last asked: " + failure.reason(),
                    failure.remedy().isEmpty() ? otherwise : failure.remedy() + ". It is tried again by itself",
                    failure instanceof ProviderFailure.Unauthorized);
        }

        /** A part with nothing to do about it. */
        public static ServicePart healthy(String name, String detail) {
            return new ServicePart(name, true, detail, "");
        }

        /** A part that does not work, with what to do. */
        public static ServicePart unhealthy(String name, String detail, String remedy) {
            return new ServicePart(name, false, detail, remedy);
        }
    }

    /**
     * The sections that say where the providers are.
     *
     * @param youtube origin of the YouTube Data API, for the owner's comments
     * @param security whether a webhook may be on plain HTTP or in a private network
     */
    public record ProviderEndpoints(
            GoogleSettings.Ads googleAds,
            GoogleSettings.OAuth oauth,
            GoogleSettings.Sheets sheets,
            URI youtube,
            SecuritySettings security) {}

    /**
     * Where secrets come from; each is asked when needed, so that a new one works without a restart. Empty: not
     * configured.
     *
     * @param adsOAuth for {@code GOOGLE_ADS_SERVICE_ACCOUNT} or {@code GOOGLE_ADS_REFRESH_TOKEN}
     * @param ownerOAuth for {@code YOUTUBE_OWNER_REFRESH_TOKENS} and {@code YOUTUBE_OWNER_REFRESH_TOKEN}
     * @param apiKey {@code YOUTUBE_API_KEY}, with which sheets are read
     * @param webhookSecret {@code TASK_WEBHOOK_SECRET}
     * @param adsDeveloperToken only where Google asks for one
     */
    public record ProviderSecrets(
            Supplier<? extends Optional<? extends TokenCredentials>> adsOAuth,
            Supplier<OwnerCredentials> ownerOAuth,
            Supplier<Optional<String>> apiKey,
            Supplier<Optional<String>> webhookSecret,
            Supplier<Optional<String>> adsDeveloperToken) {}
}
