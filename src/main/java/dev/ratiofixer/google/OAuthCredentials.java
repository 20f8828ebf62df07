package dev.ratiofixer.google;

import dev.ratiofixer.google.OAuthTokens.OAuthAccount;

/** A person's consent: what Google calls a refresh token, with the client that it was given to. */
public record OAuthCredentials(String clientId, String clientSecret, String refreshToken) implements TokenCredentials {
    @Override
    public String renewal(OAuthAccount account) {
        return "authorize again and set a new " + account.secret();
    }

    @Override
    public String toString() {
        return "OAuthCredentials[masked]";
    }
}
