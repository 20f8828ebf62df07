package dev.ratiofixer.google.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.GoogleErrorClassifier;
import dev.ratiofixer.google.OAuthHttpClient;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.Origins;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Answer;
import dev.ratiofixer.provider.ProviderHttpClient.Call;
import dev.ratiofixer.provider.ProviderJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which channels the owner's token stands for: that is how one sees that an authorization still holds. A call costs one
 * unit. Belongs to one context.
 */
public final class OwnerChannels {
    private static final String PROVIDER = "YouTube";

    private final OAuthTokens tokens;
    private final ProviderHttpClient http;
    private final OAuthHttpClient calls;
    private final String uri;

    public OwnerChannels(Vertx vertx, OAuthTokens tokens, URI origin) {
        this.tokens = tokens;
        this.http = new ProviderHttpClient(vertx, PROVIDER, ProviderHttpClient.LIMIT);
        this.calls = new OAuthHttpClient(http, tokens);
        this.uri = Origins.text(origin) + "/youtube/v3/channels?part=id&mine=true&maxResults=50";
    }

    /** Their ids; fails with {@code Unauthorized} when the owner has taken the authorization back or never gave one. */
    public Future<Set<String>> mine() {
        return calls.call(new Call(HttpMethod.GET, uri, Map.of(), null, null, FencingCheck.OPEN))
                .compose(OwnerChannels::read);
    }

    /** Ends its connections. */
    public void close() {
        tokens.close();
        http.close();
    }

    private static Future<Set<String>> read(Answer answer) {
        JsonNode body = ProviderJson.read(answer.body());
        if (!answer.ok()) {
            return Future.failedFuture(new ProviderException(GoogleErrorClassifier.failure(PROVIDER, answer)));
        }
        if (!body.isObject()) {
            return Future.failedFuture(new ProviderException(
                    new ProviderFailure.Indeterminate("YouTube answers with something that is not JSON")));
        }
        Set<String> ids = new TreeSet<>();
        body.path("items").forEach(item -> ids.add(item.path("id").asText("")));
        ids.remove("");
        return Future.succeededFuture(ids);
    }
}
