package dev.ratiofixer.google;

/** What health says of an OAuth token. */
public enum TokenState {
    /** No credentials are configured. */
    MISSING,
    /** Not used yet, or not refreshed for the time being. */
    UNTRIED,
    GOOD,
    /** {@code invalid_grant}: the owner has to authorize again. Nothing is tried until the credentials change. */
    DEAD
}
