package dev.ratiofixer.google;

import dev.ratiofixer.provider.ProviderFailure.Unauthorized;

/**
 * An account that authorizes the engine.
 *
 * @param whose for people
 * @param secret the name of the secret that holds its refresh token
 */
public record OAuthAccount(String whose, String secret) {
    /** Whose campaigns are paid for. */
    public static final OAuthAccount ADS = new OAuthAccount("Google Ads", "GOOGLE_ADS_REFRESH_TOKEN");
    /** Who owns the channels. */
    public static final OAuthAccount CHANNEL_OWNER =
            new OAuthAccount("the channel's owner", "YOUTUBE_OWNER_REFRESH_TOKEN");

    Unauthorized missing() {
        return new Unauthorized(
                "missing",
                "there are no OAuth credentials of " + whose,
                "set GOOGLE_OAUTH_CLIENT_ID, GOOGLE_OAUTH_CLIENT_SECRET and " + secret,
                true);
    }
}
