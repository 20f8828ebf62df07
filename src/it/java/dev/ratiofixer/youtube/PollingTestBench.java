package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusMessage.MessageFor;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.YouTubeRequest.GetYouTubeHealth;
import dev.ratiofixer.youtube.YouTubeRequest.Unwatch;
import dev.ratiofixer.youtube.YouTubeRequest.Watch;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import dev.ratiofixer.youtube.YouTubeVerticle.YouTubeSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The verticle on a simulated time, before a stand-in at a real socket. */
public final class PollingTestBench {
    static final Instant START = Instant.parse("2026-11-10T08:00:00Z");

    final Vertx vertx = Vertx.vertx();
    final MemoryLedger ledger = new MemoryLedger();
    final SimulatedTime time = new SimulatedTime(START);
    final StandIn standIn;
    private final Context ears = vertx.getOrCreateContext();
    volatile String key = StandIn.KEY;
    private final Map<String, List<WatchEvent>> heard = new ConcurrentHashMap<>();
    private @Nullable PollingNode node;

    private PollingTestBench() throws Exception {
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
        standIn = await(StandIn.start(vertx, time));
        time.watch(ears);
    }

    static PollingTestBench open() throws Exception {
        return open(10_000, 10_000);
    }

    static PollingTestBench open(int units, int statsCalls) throws Exception {
        PollingTestBench bench = new PollingTestBench();
        bench.deploy(bench.settings(units, statsCalls));
        return bench;
    }

    YouTubeSettings settings(int units, int statsCalls) {
        return settings(units, statsCalls, 1_000);
    }

    YouTubeSettings settings(int units, int statsCalls, int historyUnits) {
        return new YouTubeSettings(
                standIn.origin(),
                Duration.ofSeconds(36),
                units,
                statsCalls,
                0,
                historyUnits,
                Duration.ofSeconds(5),
                LocalDate.of(2026, 8, 27));
    }

    static final YouTubeVerticle.OutageTolerance TOLERANCE =
            new YouTubeVerticle.OutageTolerance(Duration.ofMillis(50), Duration.ZERO);

    void deploy(YouTubeSettings settings) throws Exception {
        node = PollingNode.start(vertx, settings, time, ledger, () -> key);
    }

    /** Reloads the configuration. */
    void apply(YouTubeSettings changed) throws Exception {
        Objects.requireNonNull(node).apply(changed);
    }

    /** A clean stop. */
    void undeploy() throws Exception {
        Objects.requireNonNull(node).stop();
    }

    /** Asks the verticle, letting time pass until it answers. */
    BusMessage ask(BusMessage message) throws Exception {
        Promise<BusMessage> reply = Promise.promise();
        // From a context that time waits for: else minutes pass while the answer is on its way back.
        ears.runOnContext(here -> vertx.eventBus()
                .<BusMessage>request(Addresses.YOUTUBE, message)
                .map(answer -> answer.body())
                .onComplete(reply));
        time.runUntil(reply.future()::isComplete);
        return await(reply.future());
    }

    void unwatch(VideoId video, String watcher) throws Exception {
        ask(new Unwatch(watcher, video));
    }

    void watch(VideoId video, String watcher) throws Exception {
        watch(video, watcher, ChannelKnowledge.unread());
    }

    void watch(VideoId video, String watcher, ChannelKnowledge channel) throws Exception {
        listen(watcher);
        ask(new Watch(watcher, video, channel, Duration.ofSeconds(36), WatchPriority.NORMAL));
    }

    void listen(String watcher) throws Exception {
        List<WatchEvent> news = new CopyOnWriteArrayList<>();
        if (heard.isEmpty()) {
            ears.runOnContext(here -> vertx.eventBus()
                    .<MessageFor>localConsumer(
                            Addresses.CAMPAIGNS,
                            message -> heard(message.body().recipient())
                                    .add((WatchEvent) message.body().message())));
        }
        if (heard.putIfAbsent(watcher, news) == null) {
            hear();
        }
    }

    List<WatchEvent> heard(String watcher) {
        return heard.getOrDefault(watcher, new CopyOnWriteArrayList<>());
    }

    /** The news since it was last asked. */
    List<WatchEvent> news(String watcher) {
        List<WatchEvent> all = heard(watcher);
        List<WatchEvent> news = List.copyOf(all);
        all.clear();
        return news;
    }

    /** For what waits on real time, like the breaker: lets time pass until such news comes. */
    void runUntilHeard(String watcher, Class<? extends WatchEvent> kind) throws Exception {
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (heard(watcher).stream().noneMatch(kind::isInstance)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + kind.getSimpleName() + " came");
            }
            run(Duration.ofSeconds(1));
        }
    }

    void run(Duration howLong) throws Exception {
        time.run(howLong);
        hear();
    }

    /** Waits until all news sent so far was heard. */
    private void hear() throws Exception {
        Promise<Void> heardAll = Promise.promise();
        ears.runOnContext(last -> heardAll.complete());
        await(heardAll.future());
    }

    YouTubeHealth health() throws Exception {
        return (YouTubeHealth) ask(new GetYouTubeHealth());
    }

    public void close() throws Exception {
        await(vertx.close());
    }

    public static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
