package dev.ratiofixer.access;

import java.time.Instant;

/**
 * Identifies a logged-in browser.
 *
 * @param csrfToken what every changing call must repeat in a header; another site cannot read it
 */
public record Session(Caller caller, String csrfToken, Instant expiresAt) {
    /** Compares in constant time. */
    public boolean hasToken(String presented) {
        return AccessTokens.same(csrfToken, presented);
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "Session[" + caller + ", until " + expiresAt + "]";
    }
}
