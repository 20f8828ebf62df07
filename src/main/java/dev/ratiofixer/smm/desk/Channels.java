package dev.ratiofixer.smm.desk;

import dev.ratiofixer.smm.channel.ChannelSecrets;
import dev.ratiofixer.smm.channel.GoogleAdsClient;
import dev.ratiofixer.smm.channel.OAuthTokens;
import dev.ratiofixer.smm.channel.OutboundAddressGuard;
import dev.ratiofixer.smm.channel.OwnerCommentClient;
import dev.ratiofixer.smm.channel.Providers;
import dev.ratiofixer.smm.channel.QuotaGate;
import dev.ratiofixer.smm.channel.SheetsClient;
import dev.ratiofixer.smm.channel.WebhookClient;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;

/** One client a provider, all on the verticle's context. */
record Channels(
        OAuthTokens adsTokens,
        OAuthTokens ownerTokens,
        GoogleAdsClient ads,
        OwnerCommentClient comments,
        SheetsClient sheets,
        WebhookClient webhook,
        ChannelSecrets secrets) {
    static Channels open(
            Vertx vertx,
            InstantSource clock,
            Providers providers,
            Supplier<URI> youtube,
            ChannelSecrets secrets,
            QuotaGate quota) {
        OAuthTokens adsTokens = new OAuthTokens(vertx, clock, "Google Ads", providers.oauthToken(), secrets.adsOAuth());
        OAuthTokens ownerTokens =
                new OAuthTokens(vertx, clock, "the channel's owner", providers.oauthToken(), secrets.ownerOAuth());
        return new Channels(
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
