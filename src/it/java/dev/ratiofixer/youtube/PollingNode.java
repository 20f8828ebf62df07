package dev.ratiofixer.youtube;

import dev.ratiofixer.google.youtube.VideoBatch;
import dev.ratiofixer.google.youtube.YouTubeApi;
import dev.ratiofixer.google.youtube.YouTubeApi.UploadsPage;
import dev.ratiofixer.google.youtube.YouTubeApi.VideoCall;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.YouTubeVerticle.YouTubeSettings;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import dev.ratiofixer.youtube.quota.QuotaLedger.QuotaBucket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A node on simulated time that can be killed: from then on nothing that it does reaches anybody. */
final class PollingNode {
    private final Vertx vertx;
    private final SimulatedTime time;
    private volatile boolean dead;
    private volatile @Nullable Context context;
    private String deployment = "";
    private @Nullable YouTubeVerticle verticle;

    private PollingNode(Vertx vertx, SimulatedTime time) {
        this.vertx = vertx;
        this.time = time;
    }

    static PollingNode start(
            Vertx vertx, YouTubeSettings settings, SimulatedTime time, QuotaLedger ledger, Supplier<String> key)
            throws Exception {
        PollingNode node = new PollingNode(vertx, time);
        YouTubeVerticle verticle = new YouTubeVerticle(
                settings, PollingTestBench.TOLERANCE, time, time, node.new MortalLedger(ledger), key, node::mortal);
        node.verticle = verticle;
        node.deployment = PollingTestBench.await(vertx.deployVerticle(verticle));
        return node;
    }

    void apply(YouTubeSettings changed) throws Exception {
        PollingTestBench.await(java.util.Objects.requireNonNull(verticle).apply(changed));
    }

    /** A clean stop. */
    void stop() throws Exception {
        PollingTestBench.await(vertx.undeploy(deployment));
        time.unwatch(context);
    }

    void kill() throws Exception {
        dead = true;
        stop();
    }

    private YouTubeApi mortal(YouTubeApi api) {
        context = Vertx.currentContext();
        time.watch(context);
        return new MortalApi(api);
    }

    private <T> Future<T> alive(Supplier<Future<T>> call) {
        return dead ? Future.failedFuture("dead") : time.track(call.get());
    }

    private final class MortalApi implements YouTubeApi {
        private final YouTubeApi api;

        MortalApi(YouTubeApi api) {
            this.api = api;
        }

        @Override
        public Future<VideoBatch> videos(VideoCall call, List<VideoId> ids) {
            return alive(() -> api.videos(call, ids));
        }

        @Override
        public Future<Map<String, String>> uploadPlaylists(List<String> channelIds) {
            return alive(() -> api.uploadPlaylists(channelIds));
        }

        @Override
        public Future<UploadsPage> uploads(String playlistId, @Nullable String pageToken) {
            return alive(() -> api.uploads(playlistId, pageToken));
        }
    }

    private final class MortalLedger implements QuotaLedger {
        private final QuotaLedger ledger;

        MortalLedger(QuotaLedger ledger) {
            this.ledger = ledger;
        }

        @Override
        public Future<Grant> reserve(PacificDay day, QuotaBucket bucket, int wanted, int limit) {
            return alive(() -> ledger.reserve(day, bucket, wanted, limit));
        }

        @Override
        public Future<Void> giveBack(PacificDay day, QuotaBucket bucket, int units) {
            return alive(() -> ledger.giveBack(day, bucket, units));
        }

        @Override
        public Future<Void> reopen(PacificDay day, QuotaBucket bucket) {
            return alive(() -> ledger.reopen(day, bucket));
        }

        @Override
        public Future<Void> exhaust(PacificDay day, QuotaBucket bucket) {
            return alive(() -> ledger.exhaust(day, bucket));
        }
    }
}
