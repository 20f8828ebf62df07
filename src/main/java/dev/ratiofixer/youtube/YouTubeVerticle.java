package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage.Done;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.Mailbox.BusReply;
import dev.ratiofixer.bus.Mailbox.Inbox;
import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.google.youtube.ApiSettings;
import dev.ratiofixer.google.youtube.ReconfigurableClient;
import dev.ratiofixer.google.youtube.YouTubeApi;
import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.settings.SettingsCheck;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeVideo;
import dev.ratiofixer.youtube.YouTubeRequest.GetYouTubeHealth;
import dev.ratiofixer.youtube.YouTubeRequest.ReadChannel;
import dev.ratiofixer.youtube.YouTubeRequest.Unwatch;
import dev.ratiofixer.youtube.YouTubeRequest.Watch;
import dev.ratiofixer.youtube.history.UploadReadingStore;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one verticle of a node that asks YouTube. It answers {@link YouTubeRequest}s at {@link Addresses#YOUTUBE}, and
 * sends {@link WatchEvent} to the watchers.
 */
public final class YouTubeVerticle extends VerticleBase {
    private static final int MOST_MESSAGES = 10_000;

    /**
     * How long it bears an outage.
     *
     * @param breakerReset real time from opening the breaker to the next try
     * @param withoutLedger how long polling at an even pace goes on while the quota ledger is away; so much is kept at
     *     hand, and lost to the day if the process is killed
     */
    public record OutageTolerance(Duration breakerReset, Duration withoutLedger) {
        /** Where other nodes share the day: only a chunk is kept at hand. */
        public static final OutageTolerance OF_MANY = new OutageTolerance(Duration.ofSeconds(10), Duration.ZERO);

        /** Of the only node. */
        public static final OutageTolerance ALONE = new OutageTolerance(Duration.ofSeconds(10), Duration.ofMinutes(10));
    }

    private volatile YouTubeSettings settings;
    private final OutageTolerance tolerance;
    private final InstantSource clock;
    private final Timers timers;
    private final QuotaLedger ledger;
    private final UploadReadingStore.Retained uploads;
    private final Supplier<String> apiKey;
    private final UnaryOperator<YouTubeApi> around;
    private @Nullable ReconfigurableClient client;
    private @Nullable PollingService polling;
    private @Nullable Mailbox mailbox;

    /** @param apiKey asked before every call; an empty text means that none is set */
    public YouTubeVerticle(
            YouTubeSettings settings,
            OutageTolerance tolerance,
            InstantSource clock,
            Timers timers,
            QuotaLedger ledger,
            UploadReadingStore.Retained uploads,
            Supplier<String> apiKey) {
        this(settings, tolerance, clock, timers, ledger, uploads, apiKey, UnaryOperator.identity());
    }

    /** Where readings of channels' uploads are forgotten with the process. */
    public YouTubeVerticle(
            YouTubeSettings settings,
            OutageTolerance tolerance,
            InstantSource clock,
            Timers timers,
            QuotaLedger ledger,
            Supplier<String> apiKey) {
        this(settings, tolerance, clock, timers, ledger, UploadReadingStore.Retained.FORGOTTEN, apiKey);
    }

    /** @param around lets a simulation see the calls */
    YouTubeVerticle(
            YouTubeSettings settings,
            OutageTolerance tolerance,
            InstantSource clock,
            Timers timers,
            QuotaLedger ledger,
            Supplier<String> apiKey,
            UnaryOperator<YouTubeApi> around) {
        this(settings, tolerance, clock, timers, ledger, UploadReadingStore.Retained.FORGOTTEN, apiKey, around);
    }

    private YouTubeVerticle(
            YouTubeSettings settings,
            OutageTolerance tolerance,
            InstantSource clock,
            Timers timers,
            QuotaLedger ledger,
            UploadReadingStore.Retained uploads,
            Supplier<String> apiKey,
            UnaryOperator<YouTubeApi> around) {
        this.uploads = uploads;
        this.settings = settings;
        this.tolerance = tolerance;
        this.clock = clock;
        this.timers = timers;
        this.ledger = ledger;
        this.apiKey = apiKey;
        this.around = around;
    }

    @Override
    public Future<?> start() {
        ReconfigurableClient opened = new ReconfigurableClient(vertx, clock, settings.api(), apiKey);
        client = opened;
        polling = new PollingService(
                vertx,
                settings,
                tolerance,
                clock,
                new ContextTimers(timers, context),
                ledger,
                uploads,
                apiKey,
                around.apply(opened));
        mailbox = Mailbox.open(
                vertx.eventBus(), Addresses.YOUTUBE, MOST_MESSAGES, Inbox.answers(YouTubeRequest.class, this::answer));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        if (mailbox == null || polling == null || client == null) {
            return Future.succeededFuture();
        }
        return Future.join(mailbox.close(), polling.close(), client.close());
    }

    /**
     * Works with other settings from now on; the breaker keeps its own. May be called from any thread; done when they
     * are in force.
     */
    public Future<Void> apply(YouTubeSettings changed) {
        settings = changed;
        Promise<Void> applied = Promise.promise();
        context.runOnContext(now -> {
            if (client != null && polling != null) {
                client.apply(changed.api());
                polling.apply(changed);
            }
            applied.complete();
        });
        return applied.future();
    }

    private BusReply answer(YouTubeRequest<?> request) {
        PollingService service = polling;
        if (service == null) {
            return BusReply.refused(request, ReplyFailureCode.UNAVAILABLE, "not started");
        }
        return switch (request) {
            case Watch wish -> {
                service.watch(wish);
                yield BusReply.to(wish, Done.DONE);
            }
            case Unwatch wish -> {
                service.unwatch(wish);
                yield BusReply.to(wish, Done.DONE);
            }
            case DescribeVideo wish -> BusReply.to(wish, service.describe(wish.video()));
            case ReadChannel wish -> BusReply.to(wish, service.channel(wish.channelId()));
            case GetYouTubeHealth check -> BusReply.to(check, service.health());
        };
    }

    /**
     * Section {@code youtube}.
     *
     * @param origin YouTube Data API
     * @param interval shortest time between two polls of a video, in the engine's time
     * @param dailyUnits Google's units a day for this API project, {@code reserveUnits} included
     * @param dailyStatsCalls Google's calls of {@code videos:batchGetStats} a day
     * @param reserveUnits units of the day that polling leaves to owners' comments
     * @param historyUnits units of the day that reading channels' earlier uploads may take, {@code null} for a tenth of
     *     all
     * @param timeout how long a call may take, in real time
     * @param firstFrameSince the day, UTC, from which on views of ordinary videos count at the first frame
     */
    public record YouTubeSettings(
            URI origin,
            Duration interval,
            int dailyUnits,
            int dailyStatsCalls,
            int reserveUnits,
            @Nullable Integer historyUnits,
            Duration timeout,
            LocalDate firstFrameSince) {
        private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(36);
        private static final Duration LONGEST_CALL = Duration.ofMinutes(2);
        private static final int MAX_BODY = 4 * 1024 * 1024;
        private static final int CONNECTIONS = 32;
        private static final int HISTORY_SHARE = 10;

        /** @throws IllegalArgumentException if a number or a duration is negative, or a duration is zero */
        public YouTubeSettings {
            if (!interval.isPositive() || !timeout.isPositive()) {
                throw new IllegalArgumentException("youtube.interval and youtube.timeout must be positive");
            }
            if (dailyUnits < 0
                    || dailyStatsCalls < 0
                    || reserveUnits < 0
                    || (historyUnits != null && historyUnits < 0)) {
                throw new IllegalArgumentException("youtube.daily_units and its like must not be negative");
            }
        }

        /** With a tenth of the day's units for channels' earlier uploads, and the usual date of the counting change. */
        public YouTubeSettings(
                URI origin,
                Duration interval,
                int dailyUnits,
                int dailyStatsCalls,
                int reserveUnits,
                Duration timeout) {
            this(
                    origin,
                    interval,
                    dailyUnits,
                    dailyStatsCalls,
                    reserveUnits,
                    null,
                    timeout,
                    LocalDate.ofInstant(CountingRegime.VIDEOS_CHANGED, ZoneOffset.UTC));
        }

        /** Reports what is wrong with it. */
        public void check(SettingsCheck check, SecuritySettings security) {
            check.between("interval", interval, SHORTEST_INTERVAL, Duration.ofDays(1));
            check.between("timeout", timeout, Duration.ofSeconds(1), LONGEST_CALL);
            if (reserveUnits > dailyUnits) {
                check.problem("reserve_units", reserveUnits, "must not exceed youtube.daily_units");
            }
            if (historyUnits != null && historyUnits > dailyUnits) {
                check.problem("history_units", historyUnits, "must not exceed youtube.daily_units");
            }
            check.encrypted("origin", origin, security);
        }

        /** How the API is reached. */
        public ApiSettings api() {
            return new ApiSettings(origin, timeout, MAX_BODY, CONNECTIONS);
        }

        /** Since when views of ordinary videos count at the first frame. */
        public Instant firstFrame() {
            return firstFrameSince.atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        /** Units a day for everything but comments. */
        public int pollingUnits() {
            return dailyUnits - reserveUnits;
        }

        /** Units of the day that reading channels' earlier uploads may take. */
        public int unitsForHistory() {
            return historyUnits == null ? dailyUnits / HISTORY_SHARE : historyUnits;
        }
    }

    /** Timers whose tasks run on one context, whoever fires them. */
    record ContextTimers(Timers timers, Context context) implements Timers {
        @Override
        public Timer after(Duration delay, Runnable task) {
            return timers.after(delay, () -> {
                if (context.equals(Vertx.currentContext())) {
                    task.run();
                } else {
                    context.runOnContext(here -> task.run());
                }
            });
        }
    }
}
