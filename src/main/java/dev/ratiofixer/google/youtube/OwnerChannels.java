package dev.ratiofixer.google.youtube;

import dev.ratiofixer.google.GoogleHttpClient;
import dev.ratiofixer.google.GoogleHttpClient.GoogleApi;
import dev.ratiofixer.google.GoogleHttpClient.GoogleReply;
import dev.ratiofixer.google.GoogleHttpClient.OwnerCredential;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Which channels the owner's token stands for: that is how one sees that an authorization still holds. A call costs one
 * unit. Belongs to one context.
 */
public final class OwnerChannels {
    private final OAuthTokens tokens;
    private final GoogleHttpClient http;
    private final Supplier<URI> origin;

    /** @param origin asked for each call, as a reload may change it */
    public OwnerChannels(Vertx vertx, InstantSource clock, OAuthTokens tokens, Supplier<URI> origin) {
        this.tokens = tokens;
        this.http = new GoogleHttpClient(vertx, clock, GoogleApi.YOUTUBE, Limits.USUAL, new OwnerCredential(tokens));
        this.origin = origin;
    }

    /** Their ids; fails with {@code Unauthorized} when the owner has taken the authorization back or never gave one. */
    public Future<Set<String>> mine() {
        String uri = ProviderHttpClient.origin(origin.get()) + "/youtube/v3/channels?part=id&mine=true&maxResults=50";
        return http.get(uri).map(OwnerChannels::read);
    }

    /** Ends its connections. */
    public void close() {
        tokens.close();
        http.close();
    }

    private static Set<String> read(GoogleReply reply) {
        Set<String> ids = new TreeSet<>();
        JsonResponseParser.items(reply.body())
                .forEach(item -> ids.add(item.path("id").asText("")));
        ids.remove("");
        return ids;
    }
}
