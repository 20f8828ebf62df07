package dev.ratiofixer.sandbox.oauth;

/** Describes what an access token permits. */
public record TokenGrant(String refreshToken, String scope, long expiresMillis) {
    /** The scope of Google Ads. */
    public static final String ADS = "https://www.googleapis.com/auth/adwords";
    /** The scope that comments need. */
    public static final String FORCE_SSL = "https://www.googleapis.com/auth/youtube.force-ssl";

    public boolean allows(String wanted) {
        return scope.equals(wanted);
    }
}
