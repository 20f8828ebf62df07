package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.channel.GoogleAdsClient;
import dev.ratiofixer.smm.channel.OAuthTokens;
import dev.ratiofixer.smm.channel.OutboundAddressGuard;
import dev.ratiofixer.smm.channel.OwnerCommentClient;
import dev.ratiofixer.smm.channel.ProviderEndpoints;
import dev.ratiofixer.smm.channel.ProviderSecrets;
import dev.ratiofixer.smm.channel.QuotaGate;
import dev.ratiofixer.smm.channel.SheetsClient;
import dev.ratiofixer.smm.channel.WebhookClient;
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
        OAuthTokens adsTokens =
                new OAuthTokens(vertx, clock, "Google Ads", providers.oauth().tokenUrl(), secrets.adsOAuth());
        OAuthTokens ownerTokens = new OAuthTokens(
                vertx, clock, "the channel's owner", providers.oauth().tokenUrl(), secrets.ownerOAuth());
        return new ProviderClients(
                adsTokens,
                ownerTokens,
                new GoogleAdsClient(
                        vertx,
                        adsTokens,
                        providers.googleAds().origin(),
                        providers.googleAds().version(),
                        secrets.adsDeveloperToken()),
                new OwnerCommentClient(vertx, ownerTokens, youtube, quota),
                new SheetsClient(vertx, providers.sheets().origin(), secrets.apiKey()),
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
        sheets.close();
        webhook.close();
    }
}
