package dev.ratiofixer.google;

import java.time.Instant;
import java.util.Map;

/** What an access token is got with. Never logged: every {@code toString} masks it. */
public sealed interface TokenCredentials permits OAuthCredentials, ServiceAccountKey {
    /** Returns the form that asks the token endpoint for an access token, at an instant. */
    Map<String, String> form(OAuthAccount account, Instant now);

    /** Returns what a person does when these are refused. */
    String renewal(OAuthAccount account);
}
