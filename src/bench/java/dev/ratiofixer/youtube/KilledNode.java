package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.fixtures.SharedClock;
import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.store.quota.PgQuotaLedger;
import dev.ratiofixer.time.VertxTimers;
import dev.ratiofixer.youtube.YouTubeRequest.Watch;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import dev.ratiofixer.youtube.YouTubeVerticle.YouTubeSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The process that {@link KillFigures} kills. Arguments: origin, database, the day's start, when that was in real
 * milliseconds, speed, videos, limit of each bucket.
 */
public final class KilledNode {
    private KilledNode() {}

    public static void main(String[] args) throws Exception {
        double speed = Double.parseDouble(args[4]);
        Vertx vertx = Vertx.vertx();
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
        int limit = Integer.parseInt(args[6]);
        YouTubeSettings settings = new YouTubeSettings(
                URI.create(args[0]), Duration.ofSeconds(36), limit, limit, 0, Duration.ofSeconds(5));
        YouTubeVerticle verticle = new YouTubeVerticle(
                settings,
                YouTubeVerticle.OutageTolerance.OF_MANY,
                SharedClock.of(Long.parseLong(args[3]), Instant.parse(args[2]), speed),
                new VertxTimers(vertx, speed),
                new PgQuotaLedger(TestDatabase.connect(vertx, args[1])),
                () -> StandIn.KEY);
        PollingTestBench.await(vertx.deployVerticle(verticle));
        for (int i = 0; i < Integer.parseInt(args[5]); i++) {
            vertx.eventBus()
                    .send(
                            Addresses.YOUTUBE,
                            new Watch("nobody", PollingDay.id(i), Duration.ofSeconds(36), WatchPriority.NORMAL));
        }
    }
}
