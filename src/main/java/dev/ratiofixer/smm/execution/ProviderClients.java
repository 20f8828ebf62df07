package dev.ratiofixer.smm.execution;

import dev.ratiofixer.google.OAuthAccount;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.google.sheets.SheetsClient;
import dev.ratiofixer.google.youtube.OwnerChannels;
import dev.ratiofixer.google.youtube.OwnerCommentClient;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.smm.api.OwnerTokenLedger;
import dev.ratiofixer.smm.execution.comment.OwnerTokenGuard;
import dev.ratiofixer.smm.webhook.WebhookClient;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;

/** One client a provider, all on the verticle's context. */
record ProviderClients(
        OAuthTokens adsTokens,
        OAuthTokens ownerTokens,
        GoogleAdsClient ads,
        OwnerCommentClient comments,
        OwnerTokenGuard owner,
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
        OAuthTokens ownerTokens = new OAuthTokens(
                vertx, clock, OAuthAccount.CHANNEL_OWNER, providers.oauth().tokenUrl(), secrets.ownerOAuth());
        return new ProviderClients(
                adsTokens,
                ownerTokens,
                new GoogleAdsClient(
                        vertx,
                        clock,
                        adsTokens,
                        providers.googleAds().origin(),
                        providers.googleAds().version(),
                        secrets.adsDeveloperToken(),
                        operations),
                new OwnerCommentClient(vertx, clock, ownerTokens, youtube, quota),
                new OwnerTokenGuard(
                        new OwnerChannels(vertx, clock, ownerTokens, youtube), quota, blocked, secrets.ownerOAuth()),
                new SheetsClient(vertx, clock, providers.sheets().origin(), secrets.apiKey()),
                new WebhookClient(
                        vertx,
                        clock,
                        OutboundAddressGuard.ofSystem(
                                vertx, providers.security().allowPrivateAddresses()),
                        secrets.webhookSecret()),
                secrets);
    }

    void close() {
        adsTokens.close();
        ownerTokens.close();
        ads.close();
        comments.close();
        owner.close();
        sheets.close();
        webhook.close();
    }
}
