package dev.ratiofixer.sandbox.oauth;

import java.util.List;

/** Describes what an access token permits. */
public record TokenGrant(String refreshToken, String scope, long expiresMillis) {
    /** The scope of Google Ads. */
    public static final String ADS = "https://www.googleapis.com/auth/adwords";
    /** The scope that comments need. */
    public static final String FORCE_SSL = "https://www.googleapis.com/auth/youtube.force-ssl";

    /** The scope of the channel's own analytics. */
    public static final String ANALYTICS = "https://www.googleapis.com/auth/yt-analytics.readonly";
    /** What the owners have consented to. */
    static final String OWNER = FORCE_SSL + " https://www.googleapis.com/auth/youtube.readonly " + ANALYTICS;

    /**
     * Between the owner's refresh token and the channel that the consent was given as, which is an account's choice
     * where it has several.
     */
    public static final String AS = ":";

    /** The one channel that it stands for; empty for all of the owner's. */
    public String channel() {
        int as = refreshToken.indexOf(AS);
        return allows(FORCE_SSL) && as >= 0 ? refreshToken.substring(as + AS.length()) : "";
    }

    public boolean allows(String wanted) {
        return List.of(scope.split(" ", -1)).contains(wanted);
    }
}
