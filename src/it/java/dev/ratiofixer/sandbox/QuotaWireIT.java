package dev.ratiofixer.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuotaWireIT {
    private static final String LIST = "videos?part=id&id=enqBY9C99iU";
    private static final String STATS = "videos:batchGetStats?part=id&id=enqBY9C99iU";

    @Test
    void theTwoBucketsAreApartAndInvalidRequestsCost() {
        try (SandboxAtWire wire = new SandboxAtWire(SandboxOptions.defaults().withQuota(3, 2))) {
            assertThat(wire.youtube(LIST).statusCode()).isEqualTo(200);
            assertThat(wire.youtube("videos?part=nonsense").statusCode()).isEqualTo(400);
            assertThat(wire.youtube(LIST).statusCode()).isEqualTo(200);
            HttpResponse<Buffer> refused = wire.youtube(LIST);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(SandboxAtWire.reason(refused)).isEqualTo("quotaExceeded");
            assertThat(refused.bodyAsJsonObject().encode())
                    .contains("youtube.quota")
                    .contains("<a href");
            assertThat(wire.youtube(STATS).statusCode()).isEqualTo(200);
            assertThat(wire.youtube(STATS).statusCode()).isEqualTo(200);
            assertThat(SandboxAtWire.reason(wire.youtube(STATS))).isEqualTo("quotaExceeded");
        }
    }

    @Test
    void aCommentCostsFiftyAndARefusedOneCostsOne() {
        try (SandboxAtWire wire = new SandboxAtWire(SandboxOptions.defaults().withQuota(102, 1))) {
            SandboxVideo video = wire.sandbox.videos().getFirst();
            assertThat(wire.comment(video.videoId(), video.channelId(), "One").statusCode())
                    .isEqualTo(200);
            assertThat(wire.comment(video.videoId(), video.channelId(), "").statusCode())
                    .isEqualTo(400);
            assertThat(wire.comment(video.videoId(), video.channelId(), "Two").statusCode())
                    .isEqualTo(200);
            assertThat(wire.comment(video.videoId(), video.channelId(), "Three").statusCode())
                    .isEqualTo(403);
            assertThat(wire.sandbox.ledger()).hasSize(2);
        }
    }

    @Test
    void theDayTurnsAtMidnightPacific() {
        try (SandboxAtWire wire = new SandboxAtWire(SandboxOptions.defaults().withQuota(1, 1))) {
            wire.youtube(LIST);
            assertThat(wire.youtube(LIST).statusCode()).isEqualTo(403);
            // It is noon UTC; midnight Pacific standard time is 08:00 UTC.
            wire.time.advance(Duration.ofHours(20).minusSeconds(1));
            assertThat(wire.youtube(LIST).statusCode()).isEqualTo(403);
            wire.time.advance(Duration.ofSeconds(1));
            assertThat(wire.youtube(LIST).statusCode()).isEqualTo(200);
            JsonObject units = wire.state().getJsonObject("quota").getJsonObject("units");
            assertThat(units.getInteger("used")).isEqualTo(1);
        }
    }
}
