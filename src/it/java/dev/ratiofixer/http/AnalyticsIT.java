package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.analytics.VideoAnalytics;
import dev.ratiofixer.analytics.VideoAnalytics.SourceDay;
import dev.ratiofixer.analytics.VideoAnalytics.VideoDay;
import dev.ratiofixer.http.WireClient.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnalyticsIT {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-20");
    private Site site;
    private String campaign;

    @BeforeEach
    void open() {
        site = Site.open();
        campaign = DashboardPreview.fill(site.engine);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Reply analytics(String campaign) {
        return site.as(Site.VIEWER).get("/api/ratio-fixer/campaigns/" + campaign + "/analytics");
    }

    @Test
    void a_campaign_of_which_nothing_is_known_has_no_days_and_no_totals() {
        JsonObject told = analytics(campaign).json();

        assertThat(told.getJsonArray("days")).isEmpty();
        assertThat(told.getValue("totals")).isNull();
        assertThat(told.getValue("read_at")).isNull();
    }

    @Test
    void days_have_the_views_of_ads_beside_all_and_what_is_missing_is_null() {
        site.engine.analytics = new VideoAnalytics(
                List.of(
                        new VideoDay(FIRST, 800L, 1_000L, 40L, 4L, 3L, 2L, 5L, 50.0),
                        new VideoDay(FIRST.plusDays(1), 200L, 400L, -2L, null, null, 1L, null, 100.0),
                        new VideoDay(FIRST.plusDays(2), null, null, null, null, null, null, null, null)),
                List.of(
                        new SourceDay(FIRST, "ADVERTISING", 300L, 200L),
                        new SourceDay(FIRST, "SUBSCRIBER", 500L, 800L),
                        new SourceDay(FIRST.plusDays(1), "SUBSCRIBER", 200L, 400L)),
                Instant.parse("2026-11-24T10:00:00Z"),
                FIRST.plusDays(2));

        JsonObject told = analytics(campaign).json();

        JsonObject first = told.getJsonArray("days").getJsonObject(0);
        assertThat(first.getString("day")).isEqualTo("2026-11-20");
        assertThat(first.getLong("ads_engaged_views")).isEqualTo(300);
        assertThat(first.getLong("ads_views")).isEqualTo(200);
        JsonObject second = told.getJsonArray("days").getJsonObject(1);
        assertThat(second.getLong("ads_views")).isZero();
        assertThat(second.getLong("likes")).isEqualTo(-2);
        assertThat(second.getValue("dislikes")).isNull();
        assertThat(told.getJsonArray("days").getJsonObject(2).getValue("ads_views"))
                .isNull();
        JsonObject totals = told.getJsonObject("totals");
        assertThat(totals.getLong("engaged_views")).isEqualTo(1_000);
        assertThat(totals.getLong("likes_less_dislikes")).isEqualTo(36);
        assertThat(totals.getLong("subscribers_gained")).isEqualTo(5);
        assertThat(totals.getDouble("average_view_percentage")).isEqualTo(60.0);
        assertThat(told.getString("ready_through")).isEqualTo("2026-11-22");
        assertThat(told.getString("provisional_since")).isEqualTo("2026-11-19");
    }

    @Test
    void a_campaign_that_is_none_has_no_analytics() {
        assertThat(analytics("nobody").status()).isEqualTo(404);
    }
}
