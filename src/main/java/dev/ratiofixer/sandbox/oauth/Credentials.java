package dev.ratiofixer.sandbox.oauth;

/**
 * Lists what the sandbox accepts.
 *
 * @param apiKey the one API project's key
 * @param adsRefreshToken the advertiser's consent, with the scope of Google Ads
 * @param ownerRefreshToken the channel owners' consent, with the scope that comments need
 */
public record Credentials(
        String apiKey, String clientId, String clientSecret, String adsRefreshToken, String ownerRefreshToken) {
    /** Those of the demo. */
    public static final Credentials DEMO = new Credentials(
            "sandbox-key",
            "sandbox-client.apps.googleusercontent.com",
            "sandbox-client-secret",
            "1//sandbox-ads-refresh-token",
            "1//sandbox-owner-refresh-token");
}
