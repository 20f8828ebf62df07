package dev.ratiofixer.smm.execution;

import dev.ratiofixer.google.OAuthAccount;
import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.OwnerAccounts;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.google.sheets.SheetsClient;
import dev.ratiofixer.google.youtube.OwnerChannels;
import dev.ratiofixer.google.youtube.OwnerCommentClient;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.smm.api.OwnerTokenLedger;
import dev.ratiofixer.smm.execution.comment.CommentExecutor.CommentOwner;
import dev.ratiofixer.smm.execution.comment.OwnerTokenGuard;
import dev.ratiofixer.smm.webhook.WebhookClient;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** One client a provider, all on the verticle's context. */
record ProviderClients(
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
}
