package dev.ratiofixer.smm.execution;

import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.sheets.SheetsClient;
import dev.ratiofixer.google.youtube.OwnerCommentClient;
import dev.ratiofixer.google.youtube.QuotaGate;
import dev.ratiofixer.provider.OutboundAddressGuard;
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
        SheetsClient sheets,
        WebhookClient webhook,
        ProviderSecrets secrets) {
    static ProviderClients open(
            Vertx vertx,
            InstantSource clock,
            ProviderEndpoints providers,
            Supplier<URI> youtube,
            ProviderSecrets secrets,
            QuotaGate quota) {
        OAuthTokens adsTokens = new OAuthTokens(vertx, clock, "Google Ads", providers.oauthToken(), secrets.adsOAuth());
        OAuthTokens ownerTokens =
                new OAuthTokens(vertx, clock, "the channel's owner", providers.oauthToken(), secrets.ownerOAuth());
        return new ProviderClients(
                adsTokens,
                ownerTokens,
                new GoogleAdsClient(
                        vertx,
                        adsTokens,
                        providers.googleAds(),
                        providers.googleAdsVersion(),
                        secrets.adsDeveloperToken()),
                new OwnerCommentClient(vertx, ownerTokens, youtube, quota),
                new SheetsClient(vertx, providers.sheets(), secrets.apiKey()),
                new WebhookClient(
                        vertx,
                        clock,
                        OutboundAddressGuard.ofSystem(vertx, providers.allowPrivateAddresses()),
                        secrets.webhookSecret()),
                secrets);
    }

    void close() {
        adsTokens.close();
        ownerTokens.close();
        ads.close();
        comments.close();
        sheets.close();
        webhook.close();
    }
}
