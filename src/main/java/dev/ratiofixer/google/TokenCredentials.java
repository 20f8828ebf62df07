package dev.ratiofixer.google;

import dev.ratiofixer.google.OAuthTokens.OAuthAccount;

/** What an access token is got with. Never logged: every {@code toString} masks it. */
public sealed interface TokenCredentials permits OAuthCredentials, ServiceAccountKey {
    /** Returns what a person does when these are refused. */
    String renewal(OAuthAccount account);
}
