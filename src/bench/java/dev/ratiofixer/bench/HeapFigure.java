package dev.ratiofixer.bench;

import dev.ratiofixer.app.EngineUnderLoad;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.campaign.IdleCampaigns;
import dev.ratiofixer.model.ModelSettings;
import dev.ratiofixer.model.ModelVerticle;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.time.VertxTimers;
import dev.ratiofixer.youtube.YouTubeVerticle;
import dev.ratiofixer.youtube.YouTubeVerticle.YouTubeSettings;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import dev.ratiofixer.youtube.quota.QuotaLedger.QuotaBucket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The heap that a campaign takes while it waits for its next poll, with all that the engine keeps of it: its verticle,
 * state, last sample, expectation and view, and its video with its place in the schedule. Every campaign has ticked
 * once before.
 *
 * <p>Argument: campaigns (100,000). A million want {@code -Dfigure.heap=6g}.
 */
final class HeapFigure {
    private static final Duration FLOOR = Duration.ofSeconds(36);
    private static final int POLLS_A_SECOND = 2_500;
    private static final int ENDLESS = 1_000_000_000;

    private HeapFigure() {}

    static void run(String[] arguments) throws Exception {
        int campaigns = new Arguments(arguments).number(100_000);
        try (SandboxProcess sandbox = SandboxProcess.start(campaigns)) {
            run(sandbox, campaigns);
        }
    }

    static void run(SandboxProcess sandbox, int campaigns) throws Exception {
        Report report = new Report("heap").setting("campaigns", campaigns);
        Duration interval = Duration.ofSeconds(Math.max(FLOOR.toSeconds(), campaigns / POLLS_A_SECOND));
        Vertx vertx = Vertx.vertx();
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
        try {
            EngineUnderLoad.await(
                    vertx.deployVerticle(new ModelVerticle(ModelSettings.DEFAULT, new VertxTimers(vertx, 1))));
            EngineUnderLoad.await(vertx.deployVerticle(youTube(vertx, sandbox.origin())));
            double before = Cpu.liveHeapMegabytes();
            long began = System.nanoTime();
            IdleCampaigns deployed = IdleCampaigns.deploy(vertx, campaigns, interval)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            report.value("deployed_s", (System.nanoTime() - began) / 1e9);
            while (deployed.ticked() < campaigns) {
                Thread.sleep(100);
            }
            report.value("all_ticked_s", (System.nanoTime() - began) / 1e9);
            double after = Cpu.liveHeapMegabytes();
            report.value("heap_mb_before", before)
                    .value("heap_mb", after)
                    .value("bytes_a_campaign", Math.round((after - before) * (1 << 20) / campaigns))
                    .print();
        } finally {
            EngineUnderLoad.await(vertx.close());
        }
    }

    private static YouTubeVerticle youTube(Vertx vertx, URI origin) {
        YouTubeSettings settings = new YouTubeSettings(origin, FLOOR, ENDLESS, ENDLESS, 0, Duration.ofSeconds(20));
        return new YouTubeVerticle(
                settings,
                YouTubeVerticle.OutageTolerance.OF_MANY,
                InstantSource.system(),
                new VertxTimers(vertx, 1),
                new Endless(),
                () -> "sandbox-key");
    }

    /** Grants everything. */
    private static final class Endless implements QuotaLedger {
        @Override
        public Future<Grant> reserve(PacificDay day, QuotaBucket bucket, int wanted, int limit) {
            return Future.succeededFuture(new Grant(wanted, limit));
        }

        @Override
        public Future<Void> giveBack(PacificDay day, QuotaBucket bucket, int units) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> reopen(PacificDay day, QuotaBucket bucket) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> exhaust(PacificDay day, QuotaBucket bucket) {
            return Future.succeededFuture();
        }
    }
}
