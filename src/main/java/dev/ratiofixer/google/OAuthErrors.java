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
            return new Throttled(
                    "Google's sign-in does not work now (" + answer.status() + "): it is tried again by itself",
                    answer.retryAfter(),
                    null);
        }
        if (!WORD.matcher(error).matches()) {
            return new Throttled(
                    "Google's sign-in gives no access and does not say why (" + answer.status()
                            + "): it is tried again by itself",
                    answer.retryAfter(),
                    null);
        }
        String description = plain(body.path("error_description").asText(""));
        String code = " (" + error + (description.isEmpty() ? "" : ": " + description) + ")";
        String said = "Google's sign-in gives us no access to " + account.inWords() + code;
        if (body.path("error_subtype").asText("").endsWith("rapt")
                || error.equals("rapt_required")
                || error.equals("invalid_rapt")) {
            return new Unauthorized(
                    error,
                    "Google wants the person who gave access to sign in anew, with a passkey" + code,
                    renew + "; a service account needs neither",
                    true);
        }
        return switch (error) {
            case "invalid_grant" ->
                new Unauthorized(
                        error,
                        "Google does not accept our access to " + account.inWords() + " any more" + code,
                        renew,
                        true);
            case "invalid_client" ->
                new Unauthorized(
                        error,
                        "Google does not know this installation (its OAuth client)" + code,
                        "whoever runs Ratio Fixer checks what was set for it (GOOGLE_OAUTH_CLIENT_ID, GOOGLE_OAUTH_CLIENT_SECRET)");
            case "deleted_client", "disabled_client" ->
                new Unauthorized(
                        error,
                        "this installation is not registered at Google any more (its OAuth client)" + code,
                        "whoever runs Ratio Fixer restores it in Google's console, or makes another and sets it"
                                + " (GOOGLE_OAUTH_CLIENT_ID, GOOGLE_OAUTH_CLIENT_SECRET); then " + renew);
            case "unauthorized_client" ->
                new Unauthorized(
                        error,
                        "the access to " + account.inWords() + " was given to another installation" + code,
                        renew);
            case "invalid_scope", "access_denied" -> new Unauthorized(error, said, renew, true);
            case "admin_policy_enforced", "org_internal" ->
                new Unauthorized(
                        error,
                        said,
                        "ask the administrator of the Google Workspace to allow this installation (its OAuth client)");
            case "rate_limit_exceeded", "slow_down", "temporarily_unavailable", "internal_failure", "server_error" ->
                new Throttled(said + ": it is tried again by itself", answer.retryAfter(), null);
            default -> new Unauthorized(error, said, "look up Google's word for it, then " + renew);
        };
    }

    private static String plain(String text) {
        String plain = NOT_PLAIN.matcher(text).replaceAll(" ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }
}
