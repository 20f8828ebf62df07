package dev.ratiofixer.google;

import dev.ratiofixer.google.OAuthTokens.OAuthAccount;

/** A person's consent: what Google calls a refresh token, with the client that it was given to. */
public record OAuthCredentials(String clientId, String clientSecret, String refreshToken) implements TokenCredentials {
    @Override
    public String renewal(OAuthAccount account) {
        return "give access again and set the new token (" + account.secret() + ")";
    }

    @Override
    public String toString() {
        return "OAuthCredentials[masked]";
    }
}
