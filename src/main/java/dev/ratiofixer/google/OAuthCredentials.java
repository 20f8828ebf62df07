package dev.ratiofixer.google;

import java.time.Instant;
import java.util.Map;

/** A person's consent: what Google calls a refresh token, with the client that it was given to. */
public record OAuthCredentials(String clientId, String clientSecret, String refreshToken) implements TokenCredentials {
    @Override
    public Map<String, String> form(OAuthAccount account, Instant now) {
        return Map.of(
                "client_id", clientId,
                "client_secret", clientSecret,
                "refresh_token", refreshToken,
                "grant_type", "refresh_token");
    }

    @Override
    public String renewal(OAuthAccount account) {
        return "authorize again and set a new " + account.secret();
    }

    @Override
    public String toString() {
        return "OAuthCredentials[masked]";
    }
}
