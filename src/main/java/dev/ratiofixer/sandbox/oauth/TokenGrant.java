package dev.ratiofixer.sandbox.oauth;

/** Describes what an access token permits. */
public record TokenGrant(String refreshToken, String scope, long expiresMillis) {
    /** The scope of Google Ads. */
    public static final String ADS = "https://www.googleapis.com/auth/adwords";
    /** The scope that comments need. */
    public static final String FORCE_SSL = "https://www.googleapis.com/auth/youtube.force-ssl";

    /**
     * Between the owner's refresh token and the channel that the consent was given as, which is an account's choice
     * where it has several.
     */
    public static final String AS = ":";

    /** The one channel that it stands for; empty for all of the owner's. */
    public String channel() {
        int as = refreshToken.indexOf(AS);
        return scope.equals(FORCE_SSL) && as >= 0 ? refreshToken.substring(as + AS.length()) : "";
    }

    public boolean allows(String wanted) {
        return scope.equals(wanted);
    }
}
