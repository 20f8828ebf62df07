package dev.ratiofixer.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Answer;
import dev.ratiofixer.provider.ProviderJson;
import dev.ratiofixer.provider.ReadOnlyHttpClient;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access token of one owner, refreshed once however many ask for it at the same time. A dead refresh token is said
 * once in the log and stands in health until other credentials are configured; until then nothing is asked of Google.
 *
 * <p>Belongs to one context.
 */
public final class OAuthTokens {
    private static final Logger LOG = LoggerFactory.getLogger(OAuthTokens.class);
    private static final double USED_SHARE_OF_LIFE = 0.9;

    private final ReadOnlyHttpClient http;
    private final InstantSource clock;
    private final String whose;
    private final URI tokenUrl;
    private final Supplier<Optional<OAuthCredentials>> credentials;
    private @Nullable String token;
    private Instant goodUntil = Instant.MIN;
    private @Nullable Future<String> refreshing;
    private @Nullable OAuthCredentials dead;

    /**
     * @param whose for people: {@code Google Ads}, {@code the channel's owner}
     * @param credentials asked at each refresh, so that new ones work without a restart
     */
    public OAuthTokens(
            Vertx vertx,
            InstantSource clock,
            String whose,
            URI tokenUrl,
            Supplier<Optional<OAuthCredentials>> credentials) {
        this.http = new ReadOnlyHttpClient(vertx, "Google OAuth", ProviderHttpClient.LIMIT);
        this.clock = clock;
        this.whose = whose;
        this.tokenUrl = tokenUrl;
        this.credentials = credentials;
    }

    /** A token that holds for now; fails with {@code Unauthorized} when there can be none. */
    public Future<String> token() {
        String current = token;
        if (current != null && clock.instant().isBefore(goodUntil)) {
            return Future.succeededFuture(current);
        }
        if (refreshing != null) {
            return refreshing;
        }
        Future<String> running = refresh();
        if (!running.isComplete()) {
            refreshing = running;
            running.onComplete(done -> refreshing = null);
        }
        return running;
    }

    /** The provider refused this token: the next caller gets another. */
    public void discard(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    /** For health. */
    public TokenState state() {
        Optional<OAuthCredentials> present = credentials.get();
        if (present.isEmpty()) {
            return TokenState.MISSING;
        }
        if (present.get().equals(dead)) {
            return TokenState.DEAD;
        }
        return token == null ? TokenState.UNTRIED : TokenState.GOOD;
    }

    /** Ends its connections. */
    public void close() {
        http.close();
    }

    private Future<String> refresh() {
        Optional<OAuthCredentials> present = credentials.get();
        if (present.isEmpty()) {
            return denied("there are no OAuth credentials of " + whose);
        }
        OAuthCredentials with = present.get();
        if (with.equals(dead)) {
            return denied("the refresh token of " + whose + " is dead: authorize again and configure the new one");
        }
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .add("client_id", with.clientId())
                .add("client_secret", with.clientSecret())
                .add("refresh_token", with.refreshToken())
                .add("grant_type", "refresh_token");
        Instant asked = clock.instant();
        return http.postForm(tokenUrl.toString(), form).compose(answer -> receive(with, answer, asked));
    }

    private Future<String> receive(OAuthCredentials with, Answer answer, Instant asked) {
        JsonNode body = ProviderJson.read(answer.body());
        String fresh = body.path("access_token").asText("");
        if (answer.ok() && !fresh.isEmpty()) {
            token = fresh;
            long seconds = body.path("expires_in").asLong(0);
            goodUntil = asked.plus(Duration.ofMillis(Math.round(seconds * 1000 * USED_SHARE_OF_LIFE)));
            return Future.succeededFuture(fresh);
        }
        String error = body.path("error").asText("");
        if (error.equals("invalid_grant") || error.equals("invalid_client")) {
            dead = with;
            token = null;
            LOG.error(
                    "oauth={} error={} the refresh token is dead: authorize again and configure the new one; nothing is"
                            + " ordered through it until then",
                    whose,
                    error);
            return denied("the refresh token of " + whose + " is dead (" + error + ")");
        }
        if (answer.status() == 429 || answer.status() >= 500) {
            return Future.failedFuture(new ProviderException(
                    new ProviderFailure.Throttled("Google OAuth answers " + answer.status(), null, null)));
        }
        return denied("Google OAuth refuses to refresh (" + answer.status() + ")");
    }

    private static <T> Future<T> denied(String reason) {
        return Future.failedFuture(new ProviderException(new ProviderFailure.Unauthorized(reason)));
    }
}
