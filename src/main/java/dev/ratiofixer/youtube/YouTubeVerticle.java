package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.Done;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.Mailbox.BusReply;
import dev.ratiofixer.bus.Mailbox.Inbox;
import dev.ratiofixer.bus.ReplyFailureCode;
import dev.ratiofixer.google.youtube.ReconfigurableClient;
import dev.ratiofixer.google.youtube.YouTubeApi;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeVideo;
import dev.ratiofixer.youtube.YouTubeRequest.GetYouTubeHealth;
import dev.ratiofixer.youtube.YouTubeRequest.ReadChannel;
import dev.ratiofixer.youtube.YouTubeRequest.Unwatch;
import dev.ratiofixer.youtube.YouTubeRequest.Watch;
import dev.ratiofixer.youtube.history.UploadReadingStore;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
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
}
