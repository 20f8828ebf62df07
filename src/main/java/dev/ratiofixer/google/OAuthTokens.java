package dev.ratiofixer.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.concurrent.Backoff;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.Throttled;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Call;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access token of one account, refreshed once however many ask for it at the same time. Where Google refuses to
 * refresh it, that is said once in the log and stands in health; it is tried again after growing pauses, as refusals
 * come in bursts, and at once with other credentials.
 *
 * <p>Belongs to one context.
 */
public final class OAuthTokens {
    /** What health says of a token. */
    public enum TokenState {
        /** No credentials are configured. */
        MISSING,
        /** Not used yet, or with these credentials. */
        UNTRIED,
        GOOD,
        /** The last refresh failed: see {@link OAuthTokens#failure}. */
        FAILED
    }

    private static final Logger LOG = LoggerFactory.getLogger(OAuthTokens.class);
    private static final double USED_SHARE_OF_LIFE = 0.9;
    private static final long LONGEST_CONSENT_SECONDS = Duration.ofDays(3660).toSeconds();
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final ProviderHttpClient http;
    private final InstantSource clock;
    private final OAuthAccount account;
    private final URI tokenUrl;
    private final Supplier<? extends Optional<? extends TokenCredentials>> credentials;
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

    private @Nullable String token;
    private Instant goodUntil = Instant.MIN;
    private @Nullable Future<String> refreshing;
    private @Nullable TokenCredentials tried;
    private @Nullable ProviderFailure failure;
    private Instant pausedUntil = Instant.MIN;
    private @Nullable Instant consentUntil;

    /** @param credentials asked at each refresh, so that new ones work without a restart */
    public OAuthTokens(
            Vertx vertx,
            InstantSource clock,
            OAuthAccount account,
            URI tokenUrl,
            Supplier<? extends Optional<? extends TokenCredentials>> credentials) {
        this.http = new ProviderHttpClient(vertx, clock, "Google's sign-in", Limits.USUAL);
        this.clock = clock;
        this.account = account;
        this.tokenUrl = tokenUrl;
        this.credentials = credentials;
    }

    /** A token that holds for now; fails with {@link Unauthorized} when there can be none. */
    public Future<String> token() {
        String current = token;
        // A token of other credentials may be of another account.
        boolean same = credentials.get().equals(Optional.ofNullable(tried));
        if (same && current != null && clock.instant().isBefore(goodUntil)) {
            return Future.succeededFuture(current);
        }
        if (same && refreshing != null) {
            return refreshing;
        }
        Future<String> running = refresh();
        if (!running.isComplete()) {
            refreshing = running;
            running.onComplete(done -> {
                if (running.equals(refreshing)) {
                    refreshing = null;
                }
            });
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
        Optional<? extends TokenCredentials> present = credentials.get();
        if (present.isEmpty()) {
            return TokenState.MISSING;
        }
        if (!present.get().equals(tried)) {
            return TokenState.UNTRIED;
        }
        return failure == null ? TokenState.GOOD : TokenState.FAILED;
    }

    /** How the last refresh failed; empty if it did not. */
    public Optional<ProviderFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** When the consent ends by itself, as Google said at the last refresh; empty if it said nothing of it. */
    public Optional<Instant> consentUntil() {
        return Optional.ofNullable(consentUntil);
    }

    /** Whose token it is. */
    public OAuthAccount account() {
        return account;
    }

    /** Ends its connections. */
    public void close() {
        http.close();
    }

    private Future<String> refresh() {
        Optional<? extends TokenCredentials> present = credentials.get();
        if (present.isEmpty()) {
            return ProviderException.failed(account.missing());
        }
        TokenCredentials with = present.get();
        if (!with.equals(tried)) {
            tried = with;
            token = null;
            failure = null;
            consentUntil = null;
            backoff.succeeded();
        } else if (failure instanceof Unauthorized refused && clock.instant().isBefore(pausedUntil)) {
            return ProviderException.failed(refused);
        }
        Instant asked = clock.instant();
        return http.send(Call.postForm(tokenUrl.toString(), form(with, asked)))
                .compose(answer -> receive(with, answer, asked), away -> failed(with, ProviderException.of(away)));
    }

    private Map<String, String> form(TokenCredentials with, Instant now) {
        return switch (with) {
            case OAuthCredentials consent ->
                Map.of(
                        "client_id", consent.clientId(),
                        "client_secret", consent.clientSecret(),
                        "refresh_token", consent.refreshToken(),
                        "grant_type", "refresh_token");
            case ServiceAccountKey key ->
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "assertion",
                        key.assertion(account, now));
        };
    }

    private Future<String> receive(TokenCredentials with, ProviderResponse answer, Instant asked) {
        JsonNode body = answer.json();
        String fresh = body.path("access_token").asText("");
        if (!answer.ok() || fresh.isEmpty()) {
            return failed(with, OAuthErrors.failure(account, with.renewal(account), answer));
        }
        if (!with.equals(tried)) {
            return overtaken();
        }
        if (failure != null) {
            LOG.info("oauth=granted account=\"{}\"", account.whose());
        }
        failure = null;
        backoff.succeeded();
        token = fresh;
        // Only of consents that were given for a time, and of API projects whose consent screen is in testing.
        long consent = body.path("refresh_token_expires_in").asLong(0);
        consentUntil = consent > 0 ? asked.plusSeconds(Math.min(consent, LONGEST_CONSENT_SECONDS)) : null;
        long seconds = body.path("expires_in").asLong(0);
        goodUntil = asked.plus(Duration.ofMillis(Math.round(seconds * 1000 * USED_SHARE_OF_LIFE)));
        return Future.succeededFuture(fresh);
    }

    /** Whoever asked asks again, with the credentials that came meanwhile. */
    private Future<String> overtaken() {
        return ProviderException.failed(
                new Throttled("another access came meanwhile: it is tried again with that", null, null));
    }

    private Future<String> failed(TokenCredentials with, ProviderFailure now) {
        if (!with.equals(tried)) {
            return overtaken();
        }
        if (now instanceof Unauthorized refused) {
            token = null;
            pausedUntil = clock.instant().plus(backoff.failed());
            if (!now.equals(failure)) {
                LOG.error("oauth=refused account=\"{}\" detail=\"{}\"", account.whose(), refused.detail());
            }
        }
        failure = now;
        return ProviderException.failed(now);
    }

    /**
     * An account that authorizes the engine.
     *
     * @param whose for people
     * @param secret the name of the secret that holds its refresh token
     * @param scope what its tokens have to allow
     */
    public record OAuthAccount(String whose, String secret, String scope) {
        /** Whose campaigns are paid for. */
        public static final OAuthAccount ADS =
                new OAuthAccount("Google Ads", "GOOGLE_ADS_REFRESH_TOKEN", "https://www.googleapis.com/auth/adwords");
        /** Who owns the channels. */
        public static final OAuthAccount CHANNEL_OWNER = new OAuthAccount(
                "the channel's owner",
                "YOUTUBE_OWNER_REFRESH_TOKEN",
                "https://www.googleapis.com/auth/youtube.force-ssl");

        /** Returns what access is given to, within a sentence. */
        String inWords() {
            return this.equals(ADS) ? "the Google Ads account" : "the account of " + whose;
        }

        Unauthorized missing() {
            return new Unauthorized("missing", "there is no access to " + inWords(), remedy(), true);
        }

        /** Returns what a person does where there are no credentials at all. */
        public String remedy() {
            String or = this.equals(ADS) ? ServiceAccountKey.SECRET + ", or " : "";
            return "whoever runs Ratio Fixer gives it (" + or
                    + "GOOGLE_OAUTH_CLIENT_ID, GOOGLE_OAUTH_CLIENT_SECRET and " + secret + ")";
        }
    }
}
