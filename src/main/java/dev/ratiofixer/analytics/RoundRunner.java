package dev.ratiofixer.analytics;

import dev.ratiofixer.analytics.AnalyticsRequest.OwnerHealth;
import dev.ratiofixer.analytics.AnalyticsStore.RoundEnd;
import dev.ratiofixer.analytics.AnalyticsStore.TrackedVideo;
import dev.ratiofixer.analytics.AnalyticsVerticle.AnalyticsUpstreams;
import dev.ratiofixer.analytics.ChannelRound.RoundQuestion;
import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.analytics.AnalyticsClient;
import dev.ratiofixer.google.analytics.AnalyticsTable;
import dev.ratiofixer.google.youtube.OwnerChannels;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.QuotaExhausted;
import dev.ratiofixer.provider.ProviderFailure.Rejected;
import dev.ratiofixer.provider.ProviderFailure.Throttled;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks what a {@link ChannelRound} wants asked, one query after the other, and keeps the answers. For one round. */
final class RoundRunner {
    private static final Duration CLAIM = Duration.ofHours(1);
    private static final Duration USUAL = Duration.ofHours(12);
    private static final Duration AGAIN = Duration.ofHours(1);
    /** YouTube's word for a channel that is not the one of the token. */
    private static final String FORBIDDEN = "forbidden";

    /** How a round went. */
    record RoundOutcome(int requests, int failures) {}

    private final AnalyticsStore store;
    private final AnalyticsOwner owner;
    private final InstantSource clock;
    private final Duration retention;
    private final BooleanSupplier stopped;
    private int requests;
    private int failures;
    private Set<VideoId> kept = Set.of();
    private Set<VideoId> bad = Set.of();

    RoundRunner(
            AnalyticsStore store,
            AnalyticsOwner owner,
            InstantSource clock,
            Duration retention,
            BooleanSupplier stopped) {
        this.store = store;
        this.owner = owner;
        this.clock = clock;
        this.retention = retention;
        this.stopped = stopped;
    }

    /** Runs a round if the channel's time has come; fails only where the store does. */
    Future<RoundOutcome> run(String channelId, List<TrackedVideo> videos) {
        Instant now = clock.instant();
        PacificDay today = PacificDay.of(now);
        return store.claim(channelId, today, now, now.plus(CLAIM))
                .compose(claimed -> {
                    if (claimed.isEmpty()) {
                        return Future.succeededFuture();
                    }
                    ChannelRound round = ChannelRound.begin(
                            channelId, videos, today.date(), (int) retention.toDays() - 1, now, claimed.get());
                    // A part of a round is worth less than a whole one tomorrow, unless no day is long enough.
                    boolean later = round.used().requests() > 0
                            && round.used().requests() + round.pending().size() > ChannelRound.DAILY_REQUESTS;
                    return later ? end(round, videos, today.end(), null, null) : step(round, videos);
                })
                .map(done -> new RoundOutcome(requests, failures));
    }

    private Future<Void> step(ChannelRound round, List<TrackedVideo> videos) {
        return keepNews(round).compose(kept -> {
            RoundQuestion question = round.next().orElse(null);
            Instant now = clock.instant();
            if (question == null || stopped.getAsBoolean()) {
                Instant next = stopped.getAsBoolean()
                        ? now
                        : round.isComplete()
                                ? now.plus(USUAL)
                                : PacificDay.of(now).end();
                return end(round, videos, next, now, trouble(round));
            }
            requests++;
            return store.count(round.channelId(), PacificDay.of(now), round.isExtra(question))
                    .map(round::counted)
                    .compose(counted -> owner.client()
                            .ask(question.query())
                            .compose(
                                    table -> answered(counted, question, table, videos),
                                    cause -> failed(counted, videos, cause)));
        });
    }

    private Future<Void> answered(
            ChannelRound round, RoundQuestion question, AnalyticsTable table, List<TrackedVideo> videos) {
        owner.succeeded();
        // What was cut off at the most rows is asked for again in parts.
        boolean whole = !table.isFull() || question.query().videos().size() == 1;
        return (whole ? store.replace(question.query(), table) : Future.<Void>succeededFuture())
                .compose(written -> step(round.after(table), videos));
    }

    private Future<Void> failed(ChannelRound round, List<TrackedVideo> videos, Throwable cause) {
        failures++;
        ProviderFailure failure = ProviderException.of(cause);
        if (failure instanceof Rejected refused && !refused.code().equals(FORBIDDEN)) {
            return step(round.refused(), videos);
        }
        if (failure instanceof Unauthorized) {
            owner.failed(cause);
        }
        return end(round, videos, clock.instant().plus(pause(failure)), null, failure.detail());
    }

    private static Duration pause(ProviderFailure failure) {
        if (failure instanceof QuotaExhausted exhausted) {
            return exhausted.pause();
        }
        Duration asked = failure instanceof Throttled throttled ? throttled.pause() : null;
        return asked == null || asked.compareTo(AGAIN) < 0 ? AGAIN : asked;
    }

    private static @Nullable String trouble(ChannelRound round) {
        return round.refusal() == null
                ? null
                : "YouTube Analytics does not take a question of Ratio Fixer's any more (" + round.refusal()
                        + "), whatever the video: look for a newer version of Ratio Fixer";
    }

    /** Writes down at once what was found out, so that a process that dies has not asked for nothing. */
    private Future<Void> keepNews(ChannelRound round) {
        Set<VideoId> asked = new HashSet<>(round.asked());
        asked.removeAll(kept);
        kept = round.asked();
        Instant now = clock.instant();
        Future<Void> done = store.fetched(
                round.channelId(), List.copyOf(asked), PacificDay.of(now).date());
        for (VideoId video : round.bad()) {
            if (!bad.contains(video)) {
                done = done.compose(before -> store.bad(round.channelId(), video, now));
            }
        }
        bad = round.bad();
        return done;
    }

    private Future<Void> end(
            ChannelRound round,
            List<TrackedVideo> videos,
            Instant next,
            @Nullable Instant good,
            @Nullable String trouble) {
        Future<Void> done = Future.succeededFuture();
        for (TrackedVideo video : videos) {
            if (video.badSince() != null && round.cured().contains(video.id())) {
                done = done.compose(before -> store.bad(round.channelId(), video.id(), null));
            }
        }
        return done.compose(
                before -> store.end(new RoundEnd(round.channelId(), next, good, round.readyThrough(), trouble)));
    }

    /**
     * One owner's consent: its token, whose it is as YouTube says, and the client that asks with it. A consent that was
     * configured for a channel stands for that one only. Belongs to one context.
     */
    static final class AnalyticsOwner {
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
            this.client =
                    new AnalyticsClient(vertx, clock, tokens, to.analytics().origin());
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
                    ? "YouTube says that the access is not of channel " + key
                            + "; give access again, choose that channel"
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
}
