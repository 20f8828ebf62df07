package dev.ratiofixer.youtube;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratiofixer.google.youtube.VideoBatch.VideoCounters;
import dev.ratiofixer.google.youtube.YouTubeApi;
import dev.ratiofixer.google.youtube.YouTubeApi.UploadsPage;
import dev.ratiofixer.provider.ProviderFailure.NotFound;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.QuotaExhausted;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.VideoLookupBatcher.VideoLookup;
import dev.ratiofixer.youtube.WatchedVideo.Subscription;
import dev.ratiofixer.youtube.YouTubeRequest.ChannelRead;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome.Described;
import dev.ratiofixer.youtube.YouTubeRequest.Unwatch;
import dev.ratiofixer.youtube.YouTubeRequest.Watch;
import dev.ratiofixer.youtube.YouTubeVerticle.YouTubeSettings;
import dev.ratiofixer.youtube.history.ChannelHistories;
import dev.ratiofixer.youtube.history.ChannelHistories.Counting;
import dev.ratiofixer.youtube.history.UploadReadingStore;
import dev.ratiofixer.youtube.history.UploadSource;
import dev.ratiofixer.youtube.quota.QuotaLease.QuotaAllocator;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import dev.ratiofixer.youtube.schedule.PollQueue.PollSlot;
import dev.ratiofixer.youtube.schedule.PollingSchedule;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the parts of polling together and does what the verticle is asked. Belongs to the verticle's context. */
final class PollingService {
    private static final Duration DESCRIPTION_LASTS = Duration.ofMinutes(10);

    private final InstantSource clock;
    private YouTubeSettings settings;
    private final PollingSchedule<WatchedVideo> schedule;
    private final WatchRegistry watches;
    private final SamplePublisher publisher;
    private final VideoLookupBatcher lookUps;
    private final YouTubeCircuitBreaker upstream;
    private final QuotaAllocator budget;
    private final QuotaMeteredApi calls;
    private final ChannelHistories histories;
    private final ChannelRefresh channels;
    private final PollResultHandler readings;
    private final VideoLookup describer;
    private final OutageNotifier alarm;
    private final Poller poller;

    PollingService(
            Vertx vertx,
            YouTubeSettings settings,
            YouTubeVerticle.OutageTolerance tolerance,
            InstantSource clock,
            Timers timers,
            QuotaLedger ledger,
            UploadReadingStore.Retained uploads,
            Supplier<String> apiKey,
            YouTubeApi api) {
        Random random = new Random();
        Context context = vertx.getOrCreateContext();
        this.clock = clock;
        this.settings = settings;
        schedule = new PollingSchedule<>(clock.instant());
        watches = new WatchRegistry(schedule, settings.interval());
        publisher = new SamplePublisher(vertx.eventBus(), schedule, () -> this.settings.firstFrame());
        lookUps = new VideoLookupBatcher(this::wakeSoon);
        budget = new QuotaAllocator(
                ledger,
                clock,
                random,
                () -> this.settings.pollingUnits(),
                () -> this.settings.dailyStatsCalls(),
                tolerance::withoutLedger);
        upstream = new YouTubeCircuitBreaker(vertx, tolerance.breakerReset(), clock, random, apiKey, this::wakeSoon);
        calls = new QuotaMeteredApi(api, upstream, budget, clock, this::wakeSoon);
        histories = new ChannelHistories(
                new HistorySource(calls, lookUps, clock, timers, () -> this.settings.unitsForHistory()),
                uploads.store(),
                clock,
                () -> new Counting(this.settings.firstFrame(), uploads.kept().get()));
        channels = new ChannelRefresh(histories, clock);
        readings = new PollResultHandler(watches, publisher, lookUps, channels, clock);
        describer = new VideoLookup(lookUps, publisher, clock);
        alarm = new OutageNotifier(watches, publisher, timers);
        poller = new Poller(
                schedule,
                lookUps,
                calls,
                readings,
                alarm,
                clock,
                timers,
                task -> context.runOnContext(now -> task.run()),
                settings.api().connections());
    }

    /** Polls by these from now on. */
    void apply(YouTubeSettings changed) {
        settings = changed;
        watches.floor(changed.interval());
        wakeSoon();
    }

    void watch(Watch wish) {
        Instant now = clock.instant();
        boolean known = watches.find(wish.video()).isPresent();
        WatchedVideo video =
                watches.watch(wish.video(), new Subscription(wish.watcher(), wish.interval(), wish.priority()));
        channels.told(video, wish.channel());
        if (known) {
            publisher.greet(video, wish.watcher());
        } else {
            welcome(video, now);
        }
        alarm.current().ifPresent(trouble -> publisher.troubled(video, trouble));
        wakeSoon();
    }

    void unwatch(Unwatch wish) {
        watches.unwatch(wish.video(), wish.watcher());
    }

    Future<DescribeOutcome> describe(VideoId id) {
        Future<DescribeOutcome> described = describer.describe(id);
        if (!described.isComplete()) {
            poller.pumpForSomebody();
        }
        return described;
    }

    /** What is known of a channel's ordinary videos: by its last reading, or by what a watched video brought along. */
    ChannelRead channel(String channelId) {
        return new ChannelRead(histories
                .lastKnown(channelId)
                .or(() -> watches.all().stream()
                        .filter(video -> video.facts != null
                                && video.facts.channelId().equals(channelId)
                                && video.facts.form() == VideoForm.VIDEO)
                        .map(video -> video.channel)
                        .filter(ChannelKnowledge::wasRead)
                        .findFirst())
                .orElseGet(ChannelKnowledge::unread));
    }

    YouTubeHealth health() {
        Instant now = clock.instant();
        return new YouTubeHealthReport(schedule, upstream, budget, publisher, calls).at(now);
    }

    Future<Void> close() {
        poller.stop();
        upstream.close();
        // What cannot be given back is lost until midnight: no reason not to stop.
        return budget.close().otherwiseEmpty();
    }

    private void wakeSoon() {
        poller.pumpSoon();
    }

    private void welcome(WatchedVideo video, Instant now) {
        @Nullable
        Described described = describer
                .recent(video.id)
                .filter(last -> now.isBefore(last.sample().at().plus(DESCRIPTION_LASTS)))
                .orElse(null);
        @Nullable PollSlot<WatchedVideo> slot = video.slot;
        if (described != null && slot != null) {
            schedule.settle(slot, described.sample().at());
            introduce(video, described);
        } else if (schedule.unread() <= PollingSchedule.NEWCOMERS_AT_ONCE) {
            readings.confirm(video);
        } else {
            // They wait for their turn in the queue, so that a restart costs no extra calls.
            poller.crowdArrives(now);
        }
    }

    /** Tells the first sample once the channel was read: until then nothing is expected of it. */
    private void introduce(WatchedVideo video, Described described) {
        Sample first = described.sample();
        video.last = first;
        readings.learn(video, described.facts(), first.at()).onSuccess(tried -> publisher.again(video));
    }

    /** Reads uploads within the day's units for histories. Playlists never change, so they are kept. */
    static final class HistorySource implements UploadSource {
        private static final Duration GATHER = Duration.ofMillis(2);
        private static final int PLAYLISTS_KEPT = 20_000;

        private final QuotaMeteredApi calls;
        private final VideoLookupBatcher lookUps;
        private final InstantSource clock;
        private final Timers timers;
        private final IntSupplier unitsADay;
        private final Cache<String, String> playlists = Caffeine.newBuilder()
                .maximumSize(PLAYLISTS_KEPT)
                .executor(Runnable::run)
                .build();
        private final Map<String, Promise<Optional<String>>> asked = new LinkedHashMap<>();
        private @Nullable PacificDay day;
        private int spent;

        HistorySource(
                QuotaMeteredApi calls,
                VideoLookupBatcher lookUps,
                InstantSource clock,
                Timers timers,
                IntSupplier unitsADay) {
            this.calls = calls;
            this.lookUps = lookUps;
            this.clock = clock;
            this.timers = timers;
            this.unitsADay = unitsADay;
        }

        @Override
        public Future<Optional<String>> playlist(String channelId) {
            Optional<String> known = Optional.ofNullable(playlists.getIfPresent(channelId));
            if (known.isPresent()) {
                return Future.succeededFuture(known);
            }
            if (asked.isEmpty()) {
                timers.after(GATHER, this::askPlaylists);
            }
            return asked.computeIfAbsent(channelId, first -> Promise.promise()).future();
        }

        @Override
        public Future<UploadsPage> page(String playlistId, @Nullable String pageToken) {
            // One for the page, one for the call that will read its videos.
            return spend(2, youTube -> youTube.uploads(playlistId, pageToken))
                    // A channel that never uploaded has no such playlist.
                    .recover(cause -> ProviderException.of(cause) instanceof NotFound
                            ? Future.succeededFuture(new UploadsPage(List.of(), null))
                            : Future.failedFuture(cause));
        }

        @Override
        public Future<Optional<VideoCounters>> read(VideoId id) {
            return lookUps.ask(id);
        }

        private void askPlaylists() {
            List<String> ids = asked.keySet().stream().limit(YouTubeApi.MAX_IDS).toList();
            Map<String, Promise<Optional<String>>> answered = new LinkedHashMap<>();
            ids.forEach(id -> answered.put(id, asked.remove(id)));
            if (!asked.isEmpty()) {
                timers.after(GATHER, this::askPlaylists);
            }
            spend(1, youTube -> youTube.uploadPlaylists(ids))
                    .onSuccess(found -> answered.forEach((id, promise) -> {
                        Optional<String> playlist = Optional.ofNullable(found.get(id));
                        playlist.ifPresent(known -> playlists.put(id, known));
                        promise.complete(playlist);
                    }))
                    .onFailure(cause -> answered.values().forEach(promise -> promise.fail(cause)));
        }

        private <T> Future<T> spend(int units, Function<YouTubeApi, Future<T>> call) {
            PacificDay today = PacificDay.of(clock.instant());
            spent = today.equals(day) ? spent : 0;
            day = today;
            if (spent + units > unitsADay.getAsInt()) {
                return ProviderException.failed(new QuotaExhausted(
                        "what YouTube allows in a day for reading channels is used up until midnight Pacific time",
                        Duration.between(clock.instant(), today.end())));
            }
            spent += units;
            return calls.spendUnit(call, clock.instant());
        }
    }
}
