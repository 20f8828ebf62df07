package dev.ratiofixer.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import dev.ratiofixer.sandbox.audience.AudienceKind;
import dev.ratiofixer.sandbox.oauth.Credentials;
import dev.ratiofixer.sandbox.oauth.TokenEndpoint.TokenGrant;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticsWireIT {
    private static final String METRICS = "engagedViews,views,likes,dislikes,comments,shares,averageViewPercentage";
    private SandboxAtWire wire = new SandboxAtWire();

    @AfterEach
    void close() {
        wire.close();
    }

    private SandboxVideo video() {
        return wire.sandbox.videos().getFirst();
    }

    private HttpResponse<Buffer> reports(String query) {
        return reports(query, wire.ownerToken());
    }

    private HttpResponse<Buffer> reports(String query, String token) {
        return SandboxAtWire.await(wire.request(HttpMethod.GET, "/v2/reports?" + query)
                .putHeader("Authorization", "Bearer " + token)
                .send());
    }

    private String days(String metrics, String dimensions, String video) {
        return "ids=channel==" + video().channelId() + "&startDate=2026-11-01&endDate=2026-12-31&metrics=" + metrics
                + "&dimensions=" + dimensions + "&filters=video==" + video;
    }

    /** A report's rows by their dimensions. */
    private record Rows(Map<String, JsonArray> byKey) {
        JsonArray get(String key) {
            return Objects.requireNonNull(byKey.get(key), key);
        }

        Set<String> keySet() {
            return byKey.keySet();
        }

        int size() {
            return byKey.size();
        }
    }

    private Rows byKey(HttpResponse<Buffer> response, int dimensions) {
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        Map<String, JsonArray> rows = new HashMap<>();
        response.bodyAsJsonObject().getJsonArray("rows", new JsonArray()).forEach(each -> {
            JsonArray row = (JsonArray) each;
            StringBuilder key = new StringBuilder();
            for (int i = 0; i < dimensions; i++) {
                key.append(i == 0 ? "" : " ").append(row.getString(i));
            }
            rows.put(key.toString(), row);
        });
        return new Rows(rows);
    }

    @Test
    void a_day_is_told_two_to_three_days_after_its_end_and_nothing_before_the_sandbox_opened() {
        String query = days("views", "day", video().videoId());
        assertThat(reports(query).bodyAsJsonObject().containsKey("rows")).isFalse();

        wire.time.advance(Duration.ofDays(10));

        Rows rows = byKey(reports(query), 1);
        LocalDate newest = rows.keySet().stream()
                .map(LocalDate::parse)
                .max(LocalDate::compareTo)
                .orElseThrow();
        LocalDate oldest = rows.keySet().stream()
                .map(LocalDate::parse)
                .min(LocalDate::compareTo)
                .orElseThrow();
        assertThat(oldest).isEqualTo("2026-11-22");
        assertThat(newest).isIn(LocalDate.parse("2026-11-28"), LocalDate.parse("2026-11-29"));
        Rows later = byKey(reports(days("views,subscribersGained", "day", video().videoId())), 1);
        assertThat(later.size()).isEqualTo(rows.size() - 1);
    }

    @Test
    void a_day_is_restated_until_it_is_a_week_old_and_all_settled_days_are_what_the_public_saw() {
        wire.time.advance(Duration.ofHours(20));
        long before = wire.counter(video().videoId(), "viewCount");
        wire.time.advance(Duration.ofDays(4));
        String query = days(METRICS, "day", video().videoId());
        JsonArray first = byKey(reports(query), 1).get("2026-11-23");
        wire.time.advance(Duration.ofDays(2));
        JsonArray second = byKey(reports(query), 1).get("2026-11-23");
        wire.time.advance(Duration.ofDays(9));
        Rows settled = byKey(reports(query), 1);
        JsonArray last = settled.get("2026-11-23");

        assertThat(first.getLong(2) / (double) last.getLong(2)).isCloseTo(0.93, within(0.01));
        assertThat(second.getLong(2) / (double) last.getLong(2)).isCloseTo(1.02, within(0.01));
        assertThat(last.getLong(1)).isEqualTo(last.getLong(2));
        // From midnight of the 23rd in the Pacific, 08:00 UTC, which the clock had then.
        assertThat(before).isPositive();
        assertThat(settled.keySet()).contains("2026-11-24", "2026-11-25");
    }

    @Test
    void the_views_of_ads_are_those_that_google_ads_reports_and_the_sources_add_up() {
        wire.time.advance(Duration.ofDays(14));
        Rows rows = byKey(reports(days("engagedViews,views", "day,insightTrafficSourceType", video().videoId())), 2);
        Rows whole = byKey(reports(days("engagedViews,views", "day", video().videoId())), 1);

        JsonArray ads = rows.get("2026-11-25 ADVERTISING");
        assertThat(ads.getLong(2)).isPositive().isCloseTo(ads.getLong(3), within(1L));
        long sum = rows.byKey().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("2026-11-25"))
                .mapToLong(entry -> entry.getValue().getLong(3))
                .sum();
        assertThat(sum)
                .isBetween(
                        whole.get("2026-11-25").getLong(2) - 6,
                        whole.get("2026-11-25").getLong(2));
    }

    @Test
    void the_hostile_audience_has_more_public_than_engaged_views_and_fewer_public_paid_ones() {
        wire.close();
        wire = new SandboxAtWire(SandboxOptions.defaults().withAudience(AudienceKind.HOSTILE));
        wire.time.advance(Duration.ofDays(14));
        Rows rows = byKey(reports(days("engagedViews,views", "day,insightTrafficSourceType", video().videoId())), 2);

        JsonArray organic = rows.get("2026-11-25 SUBSCRIBER");
        JsonArray ads = rows.get("2026-11-25 ADVERTISING");
        assertThat(organic.getLong(3) / (double) organic.getLong(2)).isBetween(1.15, 2.65);
        assertThat(ads.getLong(3)).isLessThanOrEqualTo(ads.getLong(2));
    }

    @Test
    void a_filter_of_several_videos_may_be_a_dimension() {
        wire.time.advance(Duration.ofDays(10));
        List<String> ids = wire.sandbox.videos().stream()
                .filter(each -> each.channelId().equals(video().channelId()))
                .map(SandboxVideo::videoId)
                .toList();
        JsonObject uploads = wire.youtube("playlistItems?part=contentDetails&maxResults=50&playlistId=UU"
                        + video().channelId().substring(2))
                .bodyAsJsonObject();
        String other = uploads.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getJsonObject("contentDetails").getString("videoId"))
                .filter(id -> !ids.contains(id))
                .findFirst()
                .orElseThrow();
        Rows rows =
                byKey(reports(days(METRICS + ",subscribersGained", "video,day", video().videoId() + "," + other)), 2);

        assertThat(rows.keySet()).anyMatch(key -> key.startsWith(video().videoId()));
        assertThat(rows.keySet()).anyMatch(key -> key.startsWith(other));
    }

    @ParameterizedTest
    @CsvSource({
        "metrics=impressions&dimensions=day, 400, invalid",
        "metrics=views&dimensions=video, 400, badRequest",
        "'metrics=views&dimensions=video,day&filters=video==enqBY9C99iU', 400, badRequest",
        "'metrics=likes&dimensions=insightTrafficSourceType,day', 400, badRequest",
        "metrics=views&dimensions=, 400, badRequest",
        "metrics=views&dimensions=day&sort=likes, 400, badRequest",
        "metrics=views&dimensions=day&maxResults=10001, 400, badRequest",
        "metrics=views&dimensions=day&color=red, 400, badRequest",
        "metrics=views&dimensions=day&filters=video==aaaaaaaaaaa, 400, badRequest",
        "dimensions=day, 400, required",
    })
    void what_no_report_has_is_refused(String query, int status, String reason) {
        HttpResponse<Buffer> response =
                reports("ids=channel==" + video().channelId() + "&startDate=2026-11-01&endDate=2026-11-30&" + query);
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(status);
        assertThat(SandboxAtWire.reason(response)).isEqualTo(reason);
    }

    @Test
    void one_bad_id_refuses_the_whole_query() {
        wire.time.advance(Duration.ofDays(10));
        String hidden = wire.sandbox.videos().get(1).videoId();
        assertThat(reports(days("views", "day,video", video().videoId() + "," + hidden))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void nobody_elses_channel_is_told_of_and_nothing_without_the_scope() {
        String of = "&startDate=2026-11-01&endDate=2026-11-30&metrics=views&dimensions=day";
        String other = wire.sandbox.videos().stream()
                .map(SandboxVideo::channelId)
                .filter(id -> !id.equals(video().channelId()))
                .findFirst()
                .orElseThrow();
        String one = wire.token(Credentials.DEMO.ownerRefreshToken() + TokenGrant.AS + other)
                .bodyAsJsonObject()
                .getString("access_token");

        assertThat(reports("ids=channel==" + other + of, one).statusCode()).isEqualTo(200);
        HttpResponse<Buffer> foreign = reports("ids=channel==" + video().channelId() + of, one);
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(SandboxAtWire.reason(foreign)).isEqualTo("forbidden");
        HttpResponse<Buffer> ads = reports("ids=channel==MINE" + of, wire.adsToken());
        assertThat(ads.statusCode()).isEqualTo(403);
        assertThat(SandboxAtWire.reason(ads)).isEqualTo("insufficientPermissions");
        assertThat(wire.get("/v2/reports?ids=channel==MINE" + of).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "403, quotaExceeded",
        "403, insufficientPermissions",
        "403, accessNotConfigured",
        "401, authError",
        "429, rateLimitExceeded",
        "503, backendError"
    })
    void every_error_of_the_documents_can_be_had(int status, String reason) {
        wire.post(
                "/sandbox/faults",
                new JsonObject()
                        .put("route", "analytics.reports.query")
                        .put("kind", "status")
                        .put("status", status)
                        .put("reason", reason));
        HttpResponse<Buffer> response = reports(days("views", "day", video().videoId()));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(SandboxAtWire.reason(response)).isEqualTo(reason);
        assertThat(response.bodyAsString()).contains("\"global\"");
    }
}
