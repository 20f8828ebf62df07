package dev.ratiofixer.google;

import dev.ratiofixer.provider.ProviderFailure.Unauthorized;

/**
 * An account that authorizes the engine.
 *
 * @param whose for people
 * @param secret the name of the secret that holds its refresh token
 * @param scope what its tokens have to allow
 */
public record OAuthAccount(String whose, String secret, String scope) {
    /** Whose campaigns are paid for. */
    public static final OAuthAccount ADS =
            new OAuthAccount("Google Ads", "GOOGLE_ADS_REFRESH_TOKEN", "https://www.googleapis.com/auth/adwords");
    /** Who owns the channels. */
    public static final OAuthAccount CHANNEL_OWNER = new OAuthAccount(
            "the channel's owner", "YOUTUBE_OWNER_REFRESH_TOKEN", "https://www.googleapis.com/auth/youtube.force-ssl");

    Unauthorized missing() {
        return new Unauthorized("missing", "there are no OAuth credentials of " + whose, remedy(), true);
    }

    /** Returns what a person does where there are no credentials at all. */
    public String remedy() {
        String consent = "set GOOGLE_OAUTH_CLIENT_ID, GOOGLE_OAUTH_CLIENT_SECRET and " + secret;
        return this.equals(ADS) ? "set " + ServiceAccountKey.SECRET + ", or " + consent : consent;
    }
}
