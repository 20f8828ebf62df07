package dev.ratiofixer.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.Throttled;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import java.util.regex.Pattern;

/**
 * Names what it means when Google's token endpoint gives no token. Nothing was done at a provider by then, so what is
 * not a refusal is only a reason to come again.
 *
 * <p>Source: RFC 6749, 5.2; Google, "Using OAuth 2.0 for Web Server Applications", errors.
 */
final class OAuthErrors {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern NOT_PLAIN = Pattern.compile("<[^>]*>|\\p{Cntrl}|[\"\\\\]");
    private static final int LONGEST = 200;

    private OAuthErrors() {}

    /** @param renew what a person does when the credentials themselves are refused */
    static ProviderFailure failure(OAuthAccount account, String renew, ProviderResponse answer) {
        JsonNode body = answer.json();
        String error = body.path("error").asText("");
        if (answer.status() == 429 || answer.status() >= 500) {
            return new Throttled("Google OAuth answers " + answer.status(), answer.retryAfter(), null);
        }
        if (!WORD.matcher(error).matches()) {
            return new Throttled(
                    "Google OAuth answers " + answer.status() + " without a token", answer.retryAfter(), null);
        }
        String description = plain(body.path("error_description").asText(""));
        String said = "Google OAuth answers " + error + (description.isEmpty() ? "" : " (" + description + ")");
        if (body.path("error_subtype").asText("").endsWith("rapt")
                || error.equals("rapt_required")
                || error.equals("invalid_rapt")) {
            return new Unauthorized(
                    error,
                    said + ": Google wants the person to sign in anew, with a passkey",
                    renew + "; a service account needs neither",
                    true);
        }
        return switch (error) {
            case "invalid_grant" ->
                new Unauthorized(error, said + ": the credentials of " + account.whose() + " are refused", renew, true);
            case "invalid_client" ->
                new Unauthorized(
                        error,
                        said + ": it does not accept the OAuth client",
                        "check GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET");
            case "deleted_client", "disabled_client" ->
                new Unauthorized(
                        error,
                        said + ": the OAuth client is gone",
                        "restore it in Google's console, or make another, set GOOGLE_OAUTH_CLIENT_ID and"
                                + " GOOGLE_OAUTH_CLIENT_SECRET, and " + renew);
            case "unauthorized_client" ->
                new Unauthorized(
                        error,
                        said + ": the refresh token of " + account.whose() + " belongs to another OAuth client",
                        renew);
            case "invalid_scope", "access_denied" -> new Unauthorized(error, said, renew, true);
            case "admin_policy_enforced", "org_internal" ->
                new Unauthorized(
                        error, said, "ask the administrator of the Google Workspace to allow this OAuth client");
            case "rate_limit_exceeded", "slow_down", "temporarily_unavailable", "internal_failure", "server_error" ->
                new Throttled(said, answer.retryAfter(), null);
            default -> new Unauthorized(error, said, "look up Google's word, check the OAuth client, and " + renew);
        };
    }

    private static String plain(String text) {
        String plain = NOT_PLAIN.matcher(text).replaceAll(" ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }
}
