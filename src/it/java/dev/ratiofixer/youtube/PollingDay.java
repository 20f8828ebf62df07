package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage.MessageFor;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.YouTubeRequest.Watch;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import dev.ratiofixer.youtube.YouTubeVerticle.YouTubeSettings;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A whole Pacific day of polling: the real verticle and client, over a real socket, before the strict stand-in, on
 * simulated time.
 */
public final class PollingDay {
    /**
     * What to simulate.
     *
     * @param channels how many channels the videos are of, evenly
     * @param kills how often the node dies, at random times, without giving anything back, and another takes over
     */
    record Plan(int videos, int channels, Duration interval, int units, int statsCalls, LocalDate day, int kills) {}

    /** What happened, as the stand-in and the watcher saw it. */
    record Figures(
            String figure,
            int videos,
            int channels,
            long intervalSeconds,
            int kills,
            int limit,
            int calls,
            int units,
            int statsCalls,
            double usedPercent,
            long samples,
            double idsPerCall,
            int fewestIds,
            double longestGapSeconds,
            double wallSeconds) {}

    private final Plan plan;
    private final PacificDay day;
    private final QuotaLedger ledger;
    private final SimulatedTime time;
    private final StandIn standIn;
    private final List<VideoId> ids;
    private final AtomicLong samples = new AtomicLong();
    private final Vertx vertx = Vertx.vertx();

    private PollingDay(Plan plan, QuotaLedger ledger) throws Exception {
        this.plan = plan;
        this.day = new PacificDay(plan.day());
        this.ledger = ledger;
        this.time = new SimulatedTime(day.start());
        this.standIn = PollingTestBench.await(StandIn.start(vertx, time));
        this.ids = IntStream.range(0, plan.videos()).mapToObj(PollingDay::id).toList();
        fillCatalog();
    }

    static Figures simulate(Plan plan, QuotaLedger ledger) throws Exception {
        return new PollingDay(plan, ledger).run();
    }

    public static VideoId id(int number) {
        return new VideoId("video%06d".formatted(number));
    }

    private void fillCatalog() {
        standIn.keepsCalls = false;
        standIn.limit("units", plan.units());
        standIn.limit("stats_calls", plan.statsCalls());
        Instant published = Instant.parse("2026-09-01T00:00:00Z");
        for (int i = 0; i < ids.size(); i++) {
            standIn.catalog.add(
                    ids.get(i).value(),
                    "UC" + i % plan.channels(),
                    published.plusSeconds(i).toString());
        }
    }

    private Figures run() throws Exception {
        long began = System.nanoTime();
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
        vertx.eventBus().<MessageFor>consumer(Addresses.CAMPAIGNS, message -> {
            if (message.body().message() instanceof Sampled) {
                samples.incrementAndGet();
            }
        });
        standIn.gaps.begin(time.instant());
        PollingNode node = start();
        for (Instant death : deaths()) {
            time.run(Duration.between(time.instant(), death));
            node.kill();
            node = start();
        }
        time.run(Duration.between(time.instant(), day.end()).minusMillis(1));
        standIn.gaps.end(time.instant(), ids);
        Figures figures = figures((System.nanoTime() - began) / 1e9);
        PollingTestBench.await(vertx.close());
        return figures;
    }

    private List<Instant> deaths() {
        long length = Duration.between(day.start(), day.end()).toMillis();
        return new Random(42)
                .longs(plan.kills(), 0, length)
                .sorted()
                .mapToObj(millis -> day.start().plusMillis(millis))
                .toList();
    }

    private PollingNode start() throws Exception {
        PollingNode node = PollingNode.start(vertx, settings(), time, ledger, () -> StandIn.KEY);
        for (VideoId id : ids) {
            vertx.eventBus().send(Addresses.YOUTUBE, new Watch("watcher", id, plan.interval(), WatchPriority.NORMAL));
        }
        return node;
    }

    private YouTubeSettings settings() {
        return new YouTubeSettings(
                standIn.origin(), plan.interval(), plan.units(), plan.statsCalls(), 0, Duration.ofSeconds(20));
    }

    private Figures figures(double wallSeconds) {
        int units = standIn.used(day, "units");
        int stats = standIn.used(day, "stats_calls");
        int limit = plan.units() + plan.statsCalls();
        return new Figures(
                "polling_day",
                plan.videos(),
                plan.channels(),
                plan.interval().toSeconds(),
                plan.kills(),
                limit,
                units + stats,
                units,
                stats,
                round(100.0 * (units + stats) / limit),
                samples.get(),
                round(standIn.gaps.idsPerCall()),
                standIn.gaps.fewest(),
                round(standIn.gaps.longest().toMillis() / 1e3),
                round(wallSeconds));
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
