package dev.ratiofixer.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Call;
import dev.ratiofixer.provider.ProviderHttpClient.LastOutcome;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderJson;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one of Google's APIs, as who the credential says, and reads its answers. A failed future is a
 * {@link ProviderException}; futures complete on the caller's context. It does not retry, but for a token that is
 * refused before its time, which is renewed once.
 */
public final class GoogleHttpClient {
    /** As whom a call is made. */
    public sealed interface Credential {}

    /**
     * An API key, for what is public. It goes in a header, as addresses end up in logs and traces.
     *
     * @param key asked at every call, so that a new one counts at once
     */
    public record KeyCredential(Supplier<Optional<String>> key) implements Credential {}

    /** An account that authorized the engine. */
    public record OwnerCredential(OAuthTokens tokens) implements Credential {}

    /**
     * What Google answered.
     *
     * @param body an object or an array
     * @param requestId Google's id of the request, {@code null} if it gave none
     */
    public record GoogleReply(JsonNode body, @Nullable String requestId) {}

    private static final Logger LOG = LoggerFactory.getLogger(GoogleHttpClient.class);
    private static final int UNAUTHORIZED = 401;

    private final GoogleApi api;
    private final ProviderHttpClient http;
    private final InstantSource clock;
    private final Credential credential;
    private final LastOutcome last = new LastOutcome();
    private @Nullable Unauthorized told;

    public GoogleHttpClient(Vertx vertx, InstantSource clock, GoogleApi api, Limits limits, Credential credential) {
        this.api = api;
        this.http = new ProviderHttpClient(vertx, clock, api.shortName(), limits);
        this.clock = clock;
        this.credential = credential;
    }

    /** Reads. */
    public Future<GoogleReply> get(String uri) {
        return call(Call.get(uri));
    }

    /** Sends JSON, once the gate opens. */
    public Future<GoogleReply> post(String uri, Map<String, String> headers, JsonNode body, FencingCheck gate) {
        return call(Call.post(uri, "application/json", ProviderJson.write(body), gate)
                .with(headers));
    }

    /** How the last call ended, for health. */
    public LastOutcome last() {
        return last;
    }

    /** Ends its connections. */
    public Future<Void> close() {
        return http.close();
    }

    private Future<GoogleReply> call(Call call) {
        Call accepting = call.with(Map.of("Accept", "application/json"));
        Future<ProviderResponse> answered = switch (credential) {
            case KeyCredential given -> withKey(given, accepting);
            case OwnerCredential owner -> withToken(owner.tokens(), accepting);
        };
        return last.of(answered.compose(this::read).onComplete(this::tell));
    }

    private Future<ProviderResponse> withKey(KeyCredential given, Call call) {
        return given.key()
                .get()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(key -> http.send(call.with(Map.of("x-goog-api-key", key))))
                .orElseGet(() -> ProviderException.failed(new Unauthorized(
                        "none",
                        "there is no key for " + api.shortName(),
                        "whoever runs Ratio Fixer sets one (YOUTUBE_API_KEY)")));
    }

    private Future<ProviderResponse> withToken(OAuthTokens tokens, Call call) {
        return tokens.token()
                .compose(token -> http.send(bearer(token, call)).compose(answer -> {
                    if (answer.status() != UNAUTHORIZED) {
                        return Future.succeededFuture(answer);
                    }
                    tokens.discard(token);
                    return tokens.token().compose(fresh -> http.send(bearer(fresh, call)));
                }));
    }

    private static Call bearer(String token, Call call) {
        return call.with(Map.of("Authorization", "Bearer " + token));
    }

    /**
     * Says a refusal of the account or the project once, until a call succeeds again; the token's own are said there.
     */
    private void tell(AsyncResult<GoogleReply> done) {
        Unauthorized now =
                done.failed() && ProviderException.of(done.cause()) instanceof Unauthorized refused ? refused : null;
        if (now != null && (told == null || !told.code().equals(now.code()))) {
            LOG.error("api=refused name=\"{}\" detail=\"{}\"", api.shortName(), now.detail());
        }
        if (now != null || done.succeeded()) {
            told = now;
        }
    }

    private Future<GoogleReply> read(ProviderResponse answer) {
        if (!answer.ok()) {
            return ProviderException.failed(GoogleErrorClassifier.failure(api, answer, clock.instant()));
        }
        JsonNode body = answer.json();
        return body.isContainerNode()
                ? Future.succeededFuture(new GoogleReply(body, answer.requestId()))
                : ProviderException.failed(
                        new Indeterminate(api.shortName() + " gives no answer that can be read (not JSON)"));
    }

    /** The APIs of Google that the engine calls. */
    public enum GoogleApi {
        YOUTUBE("YouTube", "YouTube Data API v3", "youtube.googleapis.com"),
        YOUTUBE_ANALYTICS("YouTube Analytics", "YouTube Analytics API", "youtubeanalytics.googleapis.com"),
        ADS("Google Ads", "Google Ads API", "googleads.googleapis.com"),
        SHEETS("Google Sheets", "Google Sheets API", "sheets.googleapis.com");

        private final String shortName;
        private final String title;
        private final String service;

        GoogleApi(String shortName, String title, String service) {
            this.shortName = shortName;
            this.title = title;
            this.service = service;
        }

        /** For sentences: who answers. */
        public String shortName() {
            return shortName;
        }

        /** Its name in Google's console, where it is enabled, and its service's name. */
        String console() {
            return title + " (" + service + ")";
        }
    }
}
