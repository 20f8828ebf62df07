package dev.ratiofixer.google;

/** What an access token is got with. Never logged: {@link #toString} masks it. */
public record OAuthCredentials(String clientId, String clientSecret, String refreshToken) {
    @Override
    public String toString() {
        return "OAuthCredentials[masked]";
    }
}
