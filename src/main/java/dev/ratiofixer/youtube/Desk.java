package dev.ratiofixer.youtube;

import dev.ratiofixer.time.Timers;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.DescribeOutcome.Described;
import dev.ratiofixer.youtube.api.YouTubeApi;
import dev.ratiofixer.youtube.history.ChannelHistories;
import dev.ratiofixer.youtube.history.UploadReadingStore;
import dev.ratiofixer.youtube.quota.DailyBudget;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import dev.ratiofixer.youtube.schedule.PollingSchedule;
import dev.ratiofixer.youtube.schedule.Seat;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The room's parts, put together, and what its messages do. Belongs to the verticle's context. */
final class Desk {
    private static final Duration DESCRIPTION_LASTS = Duration.ofMinutes(10);

    private final InstantSource clock;
    private YouTubeSettings settings;
    private final PollingSchedule<Watched> schedule;
    private final Watches watches;
    private final Newsroom newsroom;
    private final LookUps lookUps;
    private final Upstream upstream;
    private final DailyBudget budget;
    private final PaidCalls calls;
    private final ChannelHistories histories;
    private final ChannelRefresh channels;
    private final Readings readings;
    private final Describer describer;
    private final Alarm alarm;
    private final Poller poller;

    Desk(
            Vertx vertx,
            YouTubeSettings settings,
            InstantSource clock,
            Timers timers,
            QuotaLedger ledger,
            UploadReadingStore uploadReadings,
            Supplier<String> apiKey,
            YouTubeApi api) {
        Random random = new Random();
        Context context = vertx.getOrCreateContext();
        this.clock = clock;
        this.settings = settings;
        schedule = new PollingSchedule<>(clock.instant());
        watches = new Watches(schedule, settings.interval());
        newsroom = new Newsroom(vertx.eventBus(), schedule, () -> this.settings.firstFrameSince());
        lookUps = new LookUps(this::wakeSoon);
        budget = new DailyBudget(
                ledger,
                clock,
                random,
                () -> this.settings.pollingUnits(),
                () -> this.settings.dailyStatsCalls(),
                () -> this.settings.alone());
        upstream = new Upstream(vertx, settings.breakerReset(), clock, random, apiKey, this::wakeSoon);
        calls = new PaidCalls(api, upstream, budget, clock, this::wakeSoon);
        histories = new ChannelHistories(
                new HistorySource(calls, lookUps, clock, timers, () -> this.settings.historyUnits()),
                uploadReadings,
                clock,
                () -> this.settings.counting());
        channels = new ChannelRefresh(histories, clock);
        readings = new Readings(watches, newsroom, lookUps, channels, clock);
        describer = new Describer(lookUps, newsroom, clock);
        alarm = new Alarm(watches, newsroom, timers);
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
        Watched video = watches.watch(wish.video(), new Watcher(wish.watcher(), wish.interval(), wish.priority()));
        channels.told(video, wish.channel());
        if (known) {
            newsroom.greet(video, wish.watcher());
        } else {
            welcome(video, now);
        }
        alarm.current().ifPresent(trouble -> newsroom.troubled(video, trouble));
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
        return new HealthReport(schedule, upstream, budget, newsroom, calls).at(now);
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

    private void welcome(Watched video, Instant now) {
        @Nullable
        Described described = describer
                .recent(video.id)
                .filter(last -> now.isBefore(last.sample().at().plus(DESCRIPTION_LASTS)))
                .orElse(null);
        @Nullable Seat<Watched> seat = video.seat;
        if (described != null && seat != null) {
            schedule.settle(seat, described.sample().at());
            introduce(video, described);
        } else if (schedule.unread() <= PollingSchedule.NEWCOMERS_AT_ONCE) {
            // More than that wait for their turn in the ring, so that a restart costs no extra calls.
            readings.confirm(video);
        }
    }

    /** Tells the first sample once the channel was read: until then nothing is expected of it. */
    private void introduce(Watched video, Described described) {
        Sample first = described.sample();
        video.last = first;
        readings.learn(video, described.facts(), first.at()).onSuccess(tried -> newsroom.again(video));
    }
}
