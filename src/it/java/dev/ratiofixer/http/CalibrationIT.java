package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.http.WireClient.Reply;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CalibrationIT {
    private Site site;

    @BeforeEach
    void open() {
        site = Site.open();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Reply calibration(String channel) {
        return site.as(Site.VIEWER).get("/api/ratio-fixer/channels/" + channel + "/calibration");
    }

    @Test
    void tellsHowManyUploadsTheShiftTheShareInsideAndSinceWhen() {
        JsonObject told = calibration(HttpFixtures.CHANNEL).json();

        assertThat(told.getString("since")).isEqualTo("2026-08-27T00:00:00Z");
        assertThat(told.getString("unit")).isEqualTo("engaged");
        assertThat(told.getInteger("uploads")).isEqualTo(2);
        assertThat(told.getBoolean("in_domain")).isFalse();
        assertThat(told.getJsonObject("factor").getDouble("value")).isEqualTo(1.8);
        assertThat(told.getJsonObject("factor").getInteger("uploads")).isEqualTo(7);
        assertThat(told.getJsonObject("likes").getDouble("shift")).isEqualTo(1.1);
        assertThat(told.getJsonObject("likes").getDouble("inside")).isEqualTo(1.0);
        assertThat(told.getJsonObject("comments").getInteger("uploads")).isEqualTo(1);
    }

    @Test
    void answersForAChannelThatAnotherNodeReads() {
        JsonObject told = calibration(HttpFixtures.CHANNEL_ELSEWHERE).json();

        assertThat(told.getString("channel_id")).isEqualTo(HttpFixtures.CHANNEL_ELSEWHERE);
        assertThat(told.getInteger("uploads")).isEqualTo(2);
    }

    @Test
    void knowsNoChannelThatNoNodeHasRead() {
        Reply reply = calibration("UCsomebodyelse");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().getString("detail")).contains("no such channel was read");
    }

    @Test
    void derivesNothingWhereComplianceDeclines() {
        site.engine.compliance = "declined";

        Reply reply = calibration(HttpFixtures.CHANNEL);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().getString("detail")).contains("compliance.derived_metrics");
    }
}
