package dev.ratiofixer.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.sandbox.control.SteppedClock;
import dev.ratiofixer.sandbox.world.LoadTestVideos;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ControlWireIT {
    @Test
    void theStateTellsTheTruthBehindTheCounters() {
        try (SandboxAtWire wire = new SandboxAtWire()) {
            wire.time.advance(Duration.ofDays(2));
            JsonObject state = wire.state();
            assertThat(state.getString("now")).isEqualTo("2026-11-24T12:00:00Z");
            assertThat(state.getString("clock")).isEqualTo("running");
            JsonArray videos = state.getJsonArray("videos");
            assertThat(videos).hasSize(64);
            JsonObject first = videos.getJsonObject(0);
            assertThat(first.getString("video_id")).isEqualTo("enqBY9C99iU");
            assertThat(first.getString("ads_campaign_id")).isEqualTo("2301");
            assertThat(first.getLong("views")).isEqualTo(wire.counter("enqBY9C99iU", "viewCount"));
            assertThat(first.getLong("paid_views")).isPositive();
            assertThat(first.getDouble("like_multiple")).isEqualTo(0.45);
        }
    }

    @Test
    void anAudienceCanBeMadeToAnswerOtherwise() {
        try (SandboxAtWire wire = new SandboxAtWire();
                SandboxAtWire other = new SandboxAtWire()) {
            String uri = "/sandbox/videos/enqBY9C99iU";
            JsonObject changed = wire.post(uri, new JsonObject().put("paid_like_multiple", 3))
                    .bodyAsJsonObject();
            assertThat(changed.getDouble("paid_like_multiple")).isEqualTo(3);
            assertThat(changed.getDouble("paid_comment_multiple")).isEqualTo(2);
            wire.time.advance(Duration.ofDays(1));
            other.time.advance(Duration.ofDays(1));
            assertThat(wire.counter("enqBY9C99iU", "likeCount"))
                    .isGreaterThan(other.counter("enqBY9C99iU", "likeCount"));
            assertThat(wire.counter("enqBY9C99iU", "viewCount")).isEqualTo(other.counter("enqBY9C99iU", "viewCount"));
        }
    }

    @Test
    void aVideoCanBeMadeAPremiereThatCollectsLikesBeforeItBegins() {
        try (SandboxAtWire wire = new SandboxAtWire()) {
            String id = "enqBY9C99iU";
            wire.post("/sandbox/videos/" + id, new JsonObject().put("premiere_in", "PT3H"));
            wire.time.advance(Duration.ofHours(2));
            assertThat(described(wire, id)).isEqualTo("upcoming P0D 2026-11-22T12:00:00Z");
            assertThat(wire.counter(id, "viewCount")).isZero();
            assertThat(wire.counter(id, "likeCount")).isPositive();

            wire.time.advance(Duration.ofMinutes(61));
            assertThat(described(wire, id)).isEqualTo("live P0D 2026-11-22T15:00:00Z");
            wire.time.advance(Duration.ofDays(1));
            assertThat(described(wire, id)).startsWith("none PT").endsWith("2026-11-22T15:00:00Z");
            assertThat(wire.counter(id, "viewCount")).isGreaterThan(wire.counter(id, "likeCount"));

            assertThat(wire.post("/sandbox/videos/" + id, new JsonObject().put("premiere_in", "P31D"))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private static String described(SandboxAtWire wire, String id) {
        JsonObject item = wire.youtube("videos?part=snippet,contentDetails&id=" + id)
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0);
        JsonObject snippet = item.getJsonObject("snippet");
        return snippet.getString("liveBroadcastContent")
                + " " + item.getJsonObject("contentDetails").getString("duration")
                + " " + snippet.getString("publishedAt");
    }

    @Test
    void countersCanBeCorrectedDownwards() {
        try (SandboxAtWire wire = new SandboxAtWire()) {
            long before = wire.counter("enqBY9C99iU", "viewCount");
            JsonObject correction = new JsonObject().put("adjust", new JsonObject().put("views", -100));
            wire.post("/sandbox/videos/enqBY9C99iU", correction);
            assertThat(wire.counter("enqBY9C99iU", "viewCount")).isEqualTo(before - 100);
        }
    }

    @Test
    void wrongControlsAreRefused() {
        try (SandboxAtWire wire = new SandboxAtWire()) {
            HttpResponse<Buffer> unknown = wire.post("/sandbox/videos/nothere0000", new JsonObject());
            assertThat(unknown.statusCode()).isEqualTo(404);
            JsonObject secret = new JsonObject().put("privacy", "secret");
            assertThat(wire.post("/sandbox/videos/enqBY9C99iU", secret).statusCode())
                    .isEqualTo(400);
            JsonObject advance = new JsonObject().put("advance", "PT1H");
            assertThat(wire.post("/sandbox/clock", advance).statusCode()).isEqualTo(409);
            assertThat(wire.get("/sandbox/nothing").statusCode()).isEqualTo(404);
            assertThat(wire.get("/nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aManualClockIsMovedFromOutside() {
        Vertx vertx = Vertx.vertx();
        try {
            SteppedClock clock = new SteppedClock(SandboxAtWire.START);
            Sandbox sandbox = SandboxAtWire.await(new Sandbox(vertx, clock, SandboxOptions.defaults()).start());
            JsonObject answer = SandboxAtWire.await(WebClient.create(vertx)
                            .postAbs(sandbox.origin() + "/sandbox/clock")
                            .sendJsonObject(new JsonObject().put("advance", "P1D")))
                    .bodyAsJsonObject();
            assertThat(answer.getString("now")).isEqualTo("2026-11-23T12:00:00Z");
            assertThat(clock.instant()).isEqualTo(SandboxAtWire.START.plus(Duration.ofDays(1)));
        } finally {
            SandboxAtWire.await(vertx.close());
        }
    }

    @Test
    void theCrowdIsServedAndItsCountersGrow() {
        try (SandboxAtWire wire = new SandboxAtWire(SandboxOptions.defaults().withSyntheticVideos(1_000))) {
            String ids =
                    IntStream.range(950, 1_000).mapToObj(LoadTestVideos::id).collect(Collectors.joining(","));
            String call = "videos:batchGetStats?part=statistics&id=" + ids;
            JsonArray before = wire.youtube(call).bodyAsJsonObject().getJsonArray("items");
            assertThat(before).hasSize(50);
            wire.time.advance(Duration.ofDays(1));
            JsonArray after = wire.youtube(call).bodyAsJsonObject().getJsonArray("items");
            assertThat(views(after)).isGreaterThan(views(before));
            wire.post("/sandbox/videos/" + LoadTestVideos.id(950), new JsonObject().put("privacy", "private"));
            assertThat(wire.youtube(call).bodyAsJsonObject().getJsonArray("items"))
                    .hasSize(49);
            JsonObject player = wire.youtube("videos?part=player&maxHeight=720&id=" + LoadTestVideos.id(959))
                    .bodyAsJsonObject()
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getJsonObject("player");
            assertThat(Integer.parseInt(player.getString("embedWidth"))).isLessThan(720);
        }
    }

    private static long views(JsonArray items) {
        return items.stream()
                .mapToLong(item -> Long.parseLong(
                        ((JsonObject) item).getJsonObject("statistics").getString("viewCount")))
                .sum();
    }

    @Test
    void aHangingCallDoesNotKeepItFromClosing() {
        try (SandboxAtWire wire = new SandboxAtWire()) {
            wire.post("/sandbox/faults", new JsonObject().put("route", "*").put("kind", "hang"));
            Future<HttpResponse<Buffer>> hanging = wire.request(HttpMethod.GET, "/v4/spreadsheets/x/values/A1")
                    .timeout(60_000)
                    .send();
            wire.get("/sandbox/state");
            long before = System.nanoTime();
            SandboxAtWire.await(wire.sandbox.close());
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("less than the hanging call waits")
                    .isLessThan(Duration.ofSeconds(55));
            assertThat(SandboxAtWire.await(hanging.map("answered").otherwise("cut")))
                    .isEqualTo("cut");
        }
    }

    @Test
    void aClosedSandboxAnswersNoMore() {
        try (SandboxAtWire wire = new SandboxAtWire()) {
            assertThat(wire.get("/sandbox/state").statusCode()).isEqualTo(200);
            SandboxAtWire.await(wire.sandbox.close());
            SandboxAtWire.await(wire.sandbox.close());
            assertThat(SandboxAtWire.await(wire.request(HttpMethod.GET, "/sandbox/state")
                            .send()
                            .map("answered")
                            .otherwise("refused")))
                    .isEqualTo("refused");
        }
    }
}
