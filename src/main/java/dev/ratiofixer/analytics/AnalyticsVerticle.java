package dev.ratiofixer.analytics;

import dev.ratiofixer.analytics.AnalyticsRequest.AnalyticsHealth;
import dev.ratiofixer.analytics.AnalyticsRequest.ChannelHealth;
import dev.ratiofixer.analytics.AnalyticsRequest.GetAnalyticsHealth;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidViews;
import dev.ratiofixer.analytics.AnalyticsRequest.ReadVideoAnalytics;
import dev.ratiofixer.analytics.AnalyticsStore.ChannelViews;
import dev.ratiofixer.analytics.AnalyticsStore.Forgotten;
import dev.ratiofixer.analytics.AnalyticsStore.StoredChannel;
import dev.ratiofixer.analytics.AnalyticsStore.TrackedVideo;
import dev.ratiofixer.analytics.RoundRunner.AnalyticsOwner;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.Mailbox.BusReply;
import dev.ratiofixer.bus.Mailbox.Inbox;
import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.google.GoogleSettings;
import dev.ratiofixer.google.OwnerAccounts;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.video.MeasuredViews;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the owners' analytics of the campaigns' videos: answers {@link AnalyticsRequest}s at
 * {@link Addresses#ANALYTICS}, asks YouTube for one channel after the other, and deletes what it has of a channel whose
 * owner does not consent any more. Nodes share the work by the store.
 *
 * <p>Deploy one a node.
 */
public final class AnalyticsVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AnalyticsVerticle.class);
    private static final int IN_FLIGHT = 2_000;
    private static final Duration TURN = Duration.ofMinutes(10);
    /** Fewer tell their share too badly. */
    private static final long LEAST_ENGAGED = 200;
    /** Late days are restated for two weeks. */
    private static final Duration AFTER_END = Duration.ofDays(ChannelRound.AGAIN_DAYS);

    /** Another node may hold a consent that this one was not given: nothing goes while somebody reads the channel. */
    private static final Duration UNREAD = Duration.ofHours(18);

    /** A node hears of an end at its next turn, and what it was at then is written soon. */
    private static final Duration STILL_DERIVED = TURN.multipliedBy(2);

    private static final Duration LOOKED_FOR = Duration.ofHours(20);

    /**
     * What compliance allows now.
     *
     * @param derived whether anything may be derived from statistics
     * @param retention how long anything is kept
     * @param firstFrameSince since when views count at the first frame
     */
    public record AnalyticsRules(boolean derived, Duration retention, Instant firstFrameSince) {}

    /**
     * Where the questions go.
     *
     * @param youtube asked for each call, as a reload may change it
     * @param quota counts the units that asking whose a token is costs
     */
    public record AnalyticsUpstreams(
            GoogleSettings.Analytics analytics, URI tokenUrl, Supplier<URI> youtube, QuotaGate quota) {}

    /** Hears that a channel's data was deleted because its owner's consent ended. */
    @FunctionalInterface
    public interface ConsentEnds {
        /** Writes it down. */
        Future<Void> deleted(String channelId, String why, Forgotten went);
    }

    private final AnalyticsUpstreams upstreams;
    private final Supplier<OwnerCredentials> credentials;
    private final Supplier<AnalyticsRules> rules;
    private final AnalyticsStore store;
    private final ConsentEnds ends;
    private final InstantSource clock;
    private final Timers timers;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final OutageLog away = new OutageLog(
            cause -> LOG.warn("analytics cannot be kept: {}", cause.toString()),
            () -> LOG.info("analytics can be kept"));
    private @Nullable OwnerAccounts<AnalyticsOwner> owners;
    private @Nullable RepeatingTask turns;
    private @Nullable Mailbox mailbox;
    private List<StoredChannel> channels = List.of();
    private boolean stopped;
    private volatile Map<VideoId, ChannelViews> measured = Map.of();

    /**
     * @param credentials asked each time, so that a new consent works without a restart
     * @param rules asked each time, as the configuration may change
     */
    public AnalyticsVerticle(
            AnalyticsUpstreams upstreams,
            Supplier<OwnerCredentials> credentials,
            Supplier<AnalyticsRules> rules,
            AnalyticsStore store,
            ConsentEnds ends,
            InstantSource clock,
            Timers timers) {
        this.upstreams = upstreams;
        this.credentials = credentials;
        this.rules = rules;
        this.store = store;
        this.ends = ends;
        this.clock = clock;
        this.timers = timers;
    }

    @Override
    public Future<?> start() {
        owners = new OwnerAccounts<>(
                credentials,
                key -> new AnalyticsOwner(vertx, clock, upstreams, key, credentials),
                AnalyticsOwner::close);
        mailbox = Mailbox.open(
                vertx.eventBus(), Addresses.ANALYTICS, IN_FLIGHT, Inbox.answers(AnalyticsRequest.class, this::answer));
        Context home = context;
        turns = new RepeatingTask(timers, TURN, () -> onContext(home, this::turn));
        turns.now();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        if (turns != null) {
            turns.stop();
        }
        if (owners != null) {
            owners.close();
        }
        return mailbox == null ? Future.succeededFuture() : mailbox.close();
    }

    /** Looks now, not at the next turn: a consent or a rule has changed. Any thread. */
    public void look() {
        RepeatingTask running = turns;
        if (running != null) {
            running.now();
        }
    }

    /** Returns how a video's views are counted; {@code null} where the owner does not tell. Any thread. */
    public @Nullable MeasuredViews measuredViews(VideoId video) {
        ChannelViews known = off() == null ? measured.get(video) : null;
        return known == null ? null : known.views();
    }

    /** Returns how many requests this node has sent. Any thread. */
    public long requests() {
        return requests.get();
    }

    /** Returns how many of them failed. Any thread. */
    public long failures() {
        return failures.get();
    }

    private static Future<Void> onContext(Context home, Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        home.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    private BusReply answer(AnalyticsRequest<?> request) {
        return switch (request) {
            case ReadVideoAnalytics ask ->
                BusReply.to(ask, off() == null ? store.read(ask.video()) : Future.succeededFuture(VideoAnalytics.NONE));
            case MeasurePaidViews ask ->
                BusReply.to(
                        ask, off() == null ? store.paidViews(ask.windows()) : Future.succeededFuture(PaidViews.NONE));
            case GetAnalyticsHealth ask -> BusReply.to(ask, health());
        };
    }

    private @Nullable String off() {
        if (!upstreams.analytics().enabled()) {
            return "the owners' own figures are switched off (setting youtube_analytics.enabled)";
        }
        return rules.get().derived()
                ? null
                : "YouTube has not allowed this installation to derive figures (setting compliance.derived_metrics)";
    }

    private AnalyticsHealth health() {
        PacificDay today = PacificDay.of(clock.instant());
        return new AnalyticsHealth(
                off(),
                owners().all().stream()
                        .filter(AnalyticsOwner::isConfigured)
                        .map(AnalyticsOwner::health)
                        .toList(),
                channels.stream()
                        .map(channel -> new ChannelHealth(
                                channel.channelId(),
                                channel.goodAt(),
                                today.date().equals(channel.countedOn())
                                        ? channel.count().requests()
                                                + channel.count().searches()
                                        : 0,
                                channel.trouble()))
                        .toList());
    }

    private OwnerAccounts<AnalyticsOwner> owners() {
        OwnerAccounts<AnalyticsOwner> open = owners;
        if (open == null) {
            throw new IllegalStateException("not started");
        }
        return open;
    }

    /** Consents first, then what is due; never fails. */
    private Future<Void> turn() {
        if (stopped) {
            return Future.succeededFuture();
        }
        Future<Void> done = store.kept()
                .compose(kept -> off() != null && kept.isEmpty()
                        ? sweepAgain()
                        : inTurn(owners().all(), AnalyticsOwner::confirm)
                                .compose(confirmed -> store.channels())
                                .compose(known -> sweep(kept, known))
                                .compose(swept -> sweepAgain())
                                .compose(swept -> off() == null ? rounds() : Future.succeededFuture()))
                .compose(read -> store.channels())
                .onSuccess(known -> channels = known)
                .compose(known -> measure())
                .mapEmpty();
        return away.of(done).otherwiseEmpty();
    }

    /** A day of which only a part was counted so has some views of both kinds. */
    private Future<Void> measure() {
        LocalDate first = PacificDay.of(rules.get().firstFrameSince()).date().plusDays(1);
        return store.measuredViews(first, LEAST_ENGAGED)
                .onSuccess(found -> measured = Map.copyOf(found))
                .mapEmpty();
    }

    private Future<Void> sweep(Set<String> kept, List<StoredChannel> known) {
        Instant unread = clock.instant().minus(UNREAD);
        Map<String, StoredChannel> states = new HashMap<>();
        known.forEach(channel -> states.put(channel.channelId(), channel));
        return inTurn(List.copyOf(kept), channelId -> {
            AnalyticsOwner owner = owners().of(channelId);
            if (owner.isWithdrawn()) {
                return forget(channelId, "the owner has taken the consent back");
            }
            StoredChannel state = states.get(channelId);
            boolean idle =
                    state == null || state.goodAt() == null || state.goodAt().isBefore(unread);
            return owner.isNotOf(channelId) && idle
                    ? forget(channelId, "there is no consent of the owner any more")
                    : Future.succeededFuture();
        });
    }

    private Future<Void> forget(String channelId, String why) {
        // So that nothing is derived here while it goes; other nodes know by their next turn.
        measured = measured.entrySet().stream()
                .filter(each -> !each.getValue().channelId().equals(channelId))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        Instant now = clock.instant();
        return store.forget(channelId, now, now.plus(STILL_DERIVED)).compose(went -> {
            if (went.rows() == 0 && went.derived() == 0) {
                return Future.succeededFuture();
            }
            LOG.warn(
                    "analytics=deleted channel={} rows={} derived={} detail=\"{}\"",
                    channelId,
                    went.rows(),
                    went.derived(),
                    why);
            return ends.deleted(channelId, why, went);
        });
    }

    /** What nodes still derived, or wrote down late, after a consent had ended. */
    private Future<Void> sweepAgain() {
        return store.forgotten()
                .compose(channels -> inTurn(channels, channel -> {
                    boolean last =
                            !clock.instant().isBefore(channel.forgottenAt().plus(LOOKED_FOR));
                    return store.forgetDerived(channel, channel.forgottenAt().plus(STILL_DERIVED), last)
                            .onSuccess(rows -> {
                                if (rows > 0) {
                                    LOG.warn("analytics=deleted channel={} derived={}", channel.channelId(), rows);
                                }
                            })
                            .mapEmpty();
                }));
    }

    private Future<Void> rounds() {
        return store.tracked(clock.instant().minus(AFTER_END)).compose(tracked -> {
            List<Map.Entry<String, List<TrackedVideo>>> mine = new ArrayList<>();
            tracked.forEach((channelId, videos) -> {
                if (owners().of(channelId).channels().contains(channelId)) {
                    mine.add(Map.entry(channelId, videos));
                }
            });
            return inTurn(mine, each -> round(each.getKey(), each.getValue()));
        });
    }

    private Future<Void> round(String channelId, List<TrackedVideo> videos) {
        AnalyticsOwner owner = owners().of(channelId);
        RoundRunner runner = new RoundRunner(store, owner, clock, rules.get().retention(), () -> stopped);
        return runner.run(channelId, videos)
                .onSuccess(outcome -> {
                    requests.addAndGet(outcome.requests());
                    failures.addAndGet(outcome.failures());
                })
                .compose(outcome -> owner.isWithdrawn()
                        ? forget(channelId, "the owner's consent does not cover the channel's analytics any more")
                        : Future.succeededFuture());
    }

    private static <T> Future<Void> inTurn(List<T> all, Function<T, Future<Void>> work) {
        Future<Void> done = Future.succeededFuture();
        for (T each : all) {
            done = done.compose(before -> work.apply(each));
        }
        return done;
    }
}
