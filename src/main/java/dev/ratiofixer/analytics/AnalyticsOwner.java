package dev.ratiofixer.analytics;

import dev.ratiofixer.analytics.AnalyticsRequest.OwnerHealth;
import dev.ratiofixer.analytics.AnalyticsVerticle.AnalyticsUpstreams;
import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.analytics.AnalyticsClient;
import dev.ratiofixer.google.youtube.OwnerChannels;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One owner's consent: its token, whose it is as YouTube says, and the client that asks with it. A consent that was
 * configured for a channel stands for that one only. Belongs to one context.
 */
final class AnalyticsOwner {
    /** So that a consent that is taken back is noticed within a day. */
    private static final Duration CONFIRMED_FOR = Duration.ofHours(12);

    private final String key;
    private final Supplier<OwnerCredentials> credentials;
    private final InstantSource clock;
    private final QuotaGate quota;
    private final OAuthTokens tokens;
    private final OwnerChannels channels;
    private final AnalyticsClient client;
    private @Nullable OAuthCredentials with;
    private @Nullable Set<String> known;
    private Instant confirmed = Instant.MIN;
    private @Nullable ProviderFailure failure;
    private boolean withdrawn;

    AnalyticsOwner(
            Vertx vertx,
            InstantSource clock,
            AnalyticsUpstreams to,
            String key,
            Supplier<OwnerCredentials> credentials) {
        this.key = key;
        this.credentials = credentials;
        this.clock = clock;
        this.quota = to.quota();
        this.tokens = new OAuthTokens(
                vertx,
                clock,
                OwnerCredentials.account(key),
                to.tokenUrl(),
                () -> credentials.get().get(key));
        this.channels = new OwnerChannels(vertx, clock, tokens, to.youtube());
        this.client = new AnalyticsClient(vertx, clock, tokens, to.analytics().origin());
    }

    AnalyticsClient client() {
        return client;
    }

    /** Finds out whose the consent is, if that is not known or was not asked for long. Never fails. */
    Future<Void> confirm() {
        OAuthCredentials present = present().orElse(null);
        if (present == null || !present.equals(with)) {
            with = present;
            known = null;
            failure = null;
            withdrawn = false;
            confirmed = Instant.MIN;
        }
        Instant now = clock.instant();
        if (present == null || now.isBefore(confirmed.plus(CONFIRMED_FOR))) {
            return Future.succeededFuture();
        }
        return quota.take(1)
                .compose(taken -> channels.mine())
                .onComplete(done -> {
                    if (!present.equals(with)) {
                        return;
                    }
                    if (done.succeeded()) {
                        known = done.result().stream().filter(this::isFor).collect(Collectors.toUnmodifiableSet());
                        confirmed = now;
                        failure = null;
                        withdrawn = false;
                    } else {
                        failed(done.cause());
                    }
                })
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** An answer said so: the consent does not hold, or not for analytics. */
    void failed(Throwable cause) {
        failure = ProviderException.of(cause);
        withdrawn = failure instanceof Unauthorized refused && refused.withdrawn();
    }

    /** What it said last went well. */
    void succeeded() {
        failure = null;
        withdrawn = false;
    }

    /** The channels that it stands for; none while that is not known, or it does not hold. */
    Set<String> channels() {
        Set<String> mine = known;
        return mine == null || withdrawn ? Set.of() : mine;
    }

    /** Whether the owner has taken the consent back, as Google says. */
    boolean isWithdrawn() {
        return withdrawn;
    }

    /** Whether it is known that it is not of a channel: there is none, or it is another's. */
    boolean isNotOf(String channelId) {
        return present().isEmpty() || (known != null && !known.contains(channelId));
    }

    OwnerHealth health() {
        ProviderFailure why = failure;
        Set<String> mine = known;
        String wrong = mine != null && mine.isEmpty() && !key.equals(OwnerCredentials.ANY)
                ? "YouTube says that the token is not of channel " + key + "; authorize again, choose that channel"
                        + " where Google asks for one, and put the new token in its place"
                : null;
        return new OwnerHealth(
                tokens.account().whose(),
                mine == null ? List.of() : mine.stream().sorted().toList(),
                tokens.consentUntil().orElse(null),
                why == null ? wrong : why.detail());
    }

    boolean isConfigured() {
        return present().isPresent();
    }

    void close() {
        channels.close();
        client.close();
    }

    private Optional<OAuthCredentials> present() {
        return credentials.get().get(key);
    }

    /** Nothing of a channel is read with a consent that was given for another, though it be the same person's. */
    private boolean isFor(String channelId) {
        return credentials.get().keyOf(channelId).equals(key);
    }
}
