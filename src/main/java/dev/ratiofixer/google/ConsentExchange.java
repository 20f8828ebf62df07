package dev.ratiofixer.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Call;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Exchanges the code that a person's consent brought for a refresh token. Belongs to one context. */
public final class ConsentExchange {
    private final ProviderHttpClient http;
    private final URI tokenUrl;

    public ConsentExchange(Vertx vertx, InstantSource clock, URI tokenUrl) {
        this.http = new ProviderHttpClient(vertx, clock, "Google's sign-in", Limits.USUAL);
        this.tokenUrl = tokenUrl;
    }

    /** Returns the refresh token; fails if Google gives none, or one that lacks a scope that was asked for. */
    public Future<String> refreshToken(OAuthAccount account, ConsentRequest asked, String clientSecret, String code) {
        return http.send(Call.postForm(
                        tokenUrl.toString(),
                        Map.of(
                                "client_id",
                                asked.clientId(),
                                "client_secret",
                                clientSecret,
                                "code",
                                code,
                                "code_verifier",
                                asked.verifier(),
                                "grant_type",
                                "authorization_code",
                                "redirect_uri",
                                asked.redirect().toString())))
                .compose(answer -> read(account, asked, answer));
    }

    private static Future<String> read(OAuthAccount account, ConsentRequest asked, ProviderResponse answer) {
        JsonNode body = answer.json();
        if (!answer.ok()) {
            return ProviderException.failed(OAuthErrors.failure(account, "run the command again", answer));
        }
        String token = body.path("refresh_token").asText("");
        if (token.isEmpty()) {
            return ProviderException.failed(new Unauthorized(
                    "no_refresh_token",
                    "Google gives no refresh token",
                    "remove this app's access at myaccount.google.com/permissions, and run the command again"));
        }
        List<String> granted = Arrays.asList(body.path("scope").asText("").split(" ", -1));
        List<String> missing = asked.scopes().stream()
                .filter(scope -> !granted.contains(scope))
                .toList();
        return missing.isEmpty()
                ? Future.succeededFuture(token)
                : ProviderException.failed(new Unauthorized(
                        "scope_missing",
                        "the consent lacks " + String.join(" ", missing),
                        "run the command again, and leave every permission ticked that is asked for"));
    }

    /** Ends its connections. */
    public Future<Void> close() {
        return http.close();
    }
}
