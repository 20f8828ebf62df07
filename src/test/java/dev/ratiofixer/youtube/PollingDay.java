package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.bus.Wire;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.api.ApiSettings;
import dev.ratiofixer.youtube.api.YouTubeApi;
import dev.ratiofixer.youtube.quota.PacificDay;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A whole Pacific day of polling: the real verticle and client, over a real socket, before the strict stand-in, on
 * simulated time.
 */
final class PollingDay {
    /**
     * What to simulate.
     *
     * @param channels how many channels the videos are of, evenly
     */
    record Plan(int videos, int channels, Duration interval, int units, int statsCalls, LocalDate day) {}

    /** What happened, as the stand-in saw it. */
    record Figures(
            String figure,
            int videos,
            int channels,
            long intervalSeconds,
            int limit,
            int calls,
            int units,
            int statsCalls,
            long samples,
            double idsPerCall,
            int fewestIdsInACall,
            double latestSeconds,
            double usedPercent,
            double wallSeconds) {}

    private final Plan plan;
    private final PacificDay day;
    private final SimulatedTime time;
    private final Vertx vertx = Vertx.vertx();

    private PollingDay(Plan plan) {
        this.plan = plan;
        this.day = new PacificDay(plan.day());
        this.time = new SimulatedTime(day.start());
    }

    static Figures simulate(Plan plan, QuotaLedger ledger) throws Exception {
        return new PollingDay(plan).run(ledger);
    }

    private Figures run(QuotaLedger ledger) throws Exception {
        long began = System.nanoTime();
        new MessageCodec(Wire.mapper(), List.of()).install(vertx.eventBus());
        StandIn standIn = await(StandIn.start(vertx, time));
        standIn.keepsCalls = false;
        standIn.limit = Math.max(plan.units(), plan.statsCalls());
        List<VideoId> ids = java.util.stream.IntStream.range(0, plan.videos())
                .mapToObj(PollingDay::id)
                .toList();
        for (int i = 0; i < ids.size(); i++) {
            standIn.catalog.add(
                    ids.get(i).value(),
                    "UC" + i % plan.channels(),
                    Instant.parse("2026-09-01T00:00:00Z").plusSeconds(i).toString());
        }
        standIn.gaps.begin(time.instant());
        await(vertx.deployVerticle(new YouTubeVerticle(
                settings(standIn), time, time, new TrackedLedger(ledger, time), () -> StandIn.KEY, this::tracked)));
        vertx.eventBus().consumer("watcher", message -> {});
        for (VideoId id : ids) {
            vertx.eventBus().send(Addresses.YOUTUBE, new Watch("watcher", id, plan.interval(), WatchPriority.NORMAL));
        }
        time.run(Duration.between(time.instant(), day.end()).minusMillis(1));
        standIn.gaps.end(time.instant(), ids);
        Figures figures = figures(standIn, (System.nanoTime() - began) / 1e9);
        await(vertx.close());
        return figures;
    }

    private YouTubeSettings settings(StandIn standIn) {
        return new YouTubeSettings(
                new ApiSettings(standIn.origin(), Duration.ofSeconds(20), 4_000_000, 8),
                plan.interval(),
                plan.units(),
                plan.statsCalls(),
                0,
                plan.units() / 10,
                Duration.ofSeconds(1));
    }

    private Figures figures(StandIn standIn, double wallSeconds) {
        int units = standIn.used(day, "units");
        int stats = standIn.used(day, "stats_calls");
        int limit = plan.units() + plan.statsCalls();
        return new Figures(
                "polling_day",
                plan.videos(),
                plan.channels(),
                plan.interval().toSeconds(),
                limit,
                units + stats,
                units,
                stats,
                standIn.gaps.samples(),
                round((double) standIn.gaps.samples() / standIn.gaps.calls()),
                standIn.gaps.fewest(),
                round(standIn.gaps.latest().toMillis() / 1e3),
                round(100.0 * (units + stats) / limit),
                round(wallSeconds));
    }

    private YouTubeApi tracked(YouTubeApi api) {
        time.watch(Vertx.currentContext());
        return new TrackedApi(api, time);
    }

    static VideoId id(int number) {
        return new VideoId("video%06d".formatted(number));
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
