package dev.ratiofixer.google.analytics;

import dev.ratiofixer.google.GoogleHttpClient;
import dev.ratiofixer.google.GoogleHttpClient.GoogleApi;
import dev.ratiofixer.google.GoogleHttpClient.OwnerCredential;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.LastOutcome;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Asks the YouTube Analytics API as one owner. A failed future is a {@link ProviderException}: {@code Rejected} with
 * YouTube's word ({@code forbidden} for a channel that is not this owner's, else a query or an id in it that it does
 * not take), {@code Unauthorized} for a consent that is missing or over. Belongs to one context.
 */
public final class AnalyticsClient {
    /** A report of many rows takes YouTube some seconds; one channel asks one after the other. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(60), 2, 64, 8 << 20);

    private final GoogleHttpClient http;
    private final URI origin;

    public AnalyticsClient(Vertx vertx, InstantSource clock, OAuthTokens tokens, URI origin) {
        this.http =
                new GoogleHttpClient(vertx, clock, GoogleApi.YOUTUBE_ANALYTICS, LIMITS, new OwnerCredential(tokens));
        this.origin = origin;
    }

    /** The rows that YouTube has now; it leaves out the newest days until they are counted. */
    public Future<AnalyticsTable> ask(AnalyticsQuery query) {
        return http.get(ProviderHttpClient.origin(origin) + query.pathAndQuery())
                .compose(reply -> {
                    try {
                        return Future.succeededFuture(AnalyticsTable.read(reply.body(), query));
                    } catch (IllegalArgumentException other) {
                        return ProviderException.failed(new Indeterminate(
                                "YouTube Analytics gives an answer that makes no sense: " + other.getMessage()));
                    }
                });
    }

    /** How the last call ended, for health. */
    public LastOutcome last() {
        return http.last();
    }

    /** Ends its connections. */
    public void close() {
        http.close();
    }
}
