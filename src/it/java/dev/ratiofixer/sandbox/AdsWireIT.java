package dev.ratiofixer.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdsWireIT {
    private static final String READ =
            "SELECT campaign.id, campaign.status, campaign.advertising_channel_type, campaign_budget.resource_name,"
                    + " campaign_budget.amount_micros, campaign_budget.explicitly_shared,"
                    + " campaign_budget.reference_count FROM campaign WHERE campaign.id = 2301";
    private SandboxAtWire wire;

    @BeforeAll
    void open() {
        wire = new SandboxAtWire();
    }

    @AfterAll
    void close() {
        wire.close();
    }

    @Test
    void aCampaignIsReadInCamelCaseWithLongNumbersAsStrings() {
        HttpResponse<Buffer> response = wire.ads("googleAds:searchStream", new JsonObject().put("query", READ));
        JsonObject chunk = response.bodyAsJsonArray().getJsonObject(0);
        assertThat(chunk.getString("fieldMask"))
                .startsWith("campaign.id,campaign.status,campaign.advertisingChannelType");
        assertThat(chunk.getString("requestId")).isEqualTo(response.getHeader("request-id"));
        JsonObject row = chunk.getJsonArray("results").getJsonObject(0);
        assertThat(row.getJsonObject("campaign"))
                .isEqualTo(new JsonObject()
                        .put("id", "2301")
                        .put("status", "ENABLED")
                        .put("advertisingChannelType", "DEMAND_GEN")
                        .put("resourceName", "customers/111/campaigns/2301"));
        JsonObject budget = row.getJsonObject("campaignBudget");
        assertThat(budget.getString("resourceName")).isEqualTo("customers/111/campaignBudgets/9301");
        assertThat(budget.getString("amountMicros")).isEqualTo("5000000");
        assertThat(budget.getBoolean("explicitlyShared")).isFalse();
        assertThat(budget.getString("referenceCount")).isEqualTo("1");
    }

    @Test
    void aBudgetIsSetReadBackAndWrittenDown() {
        int before = wire.sandbox.ledger().size();
        assertThat(wire.setBudget(9302, "6000000", true).bodyAsJsonObject()).isEqualTo(new JsonObject());
        assertThat(wire.sandbox.ledger()).hasSize(before);
        HttpResponse<Buffer> set = wire.setBudget(9302, "6000000", false);
        assertThat(set.bodyAsJsonObject()
                        .getJsonArray("results")
                        .getJsonObject(0)
                        .getString("resourceName"))
                .isEqualTo("customers/111/campaignBudgets/9302");
        JsonObject row = wire.search(READ.replace("2301", "2302")).getJsonObject(0);
        assertThat(row.getJsonObject("campaignBudget").getString("amountMicros"))
                .isEqualTo("6000000");
        JsonArray entries = wire.get("/sandbox/ledger").bodyAsJsonObject().getJsonArray("entries");
        JsonObject entry = entries.getJsonObject(before);
        assertThat(entry.getString("kind")).isEqualTo("budget_changed");
        assertThat(entry.getLong("before_micros")).isEqualTo(5_000_000);
        assertThat(entry.getLong("after_micros")).isEqualTo(6_000_000);
        assertThat(entry.getLong("seq")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "-10000, campaignBudgetError, NEGATIVE_MONEY_AMOUNT",
        "0, campaignBudgetError, MONEY_AMOUNT_LESS_THAN_CURRENCY_MINIMUM_CPC",
        "5005000, campaignBudgetError, NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT",
        "2000000000000, campaignBudgetError, MONEY_AMOUNT_TOO_LARGE",
    })
    void amountsThatGoogleRefusesAreRefused(long micros, String category, String code) {
        HttpResponse<Buffer> response = wire.setBudget(9301, Long.toString(micros), false);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(errorCode(response.bodyAsJsonObject()).getString(category)).isEqualTo(code);
    }

    private static JsonObject errorCode(JsonObject body) {
        JsonObject detail = body.getJsonObject("error").getJsonArray("details").getJsonObject(0);
        assertThat(detail.getString("@type")).endsWith("GoogleAdsFailure");
        return detail.getJsonArray("errors").getJsonObject(0).getJsonObject("errorCode");
    }

    @Test
    void masksAndResourcesAreChecked() {
        JsonObject update = new JsonObject()
                .put("resourceName", "customers/111/campaignBudgets/9301")
                .put("amountMicros", "7000000");
        JsonObject wrong = SandboxAtWire.mutation("amount", update);
        assertThat(errorCode(wire.ads("campaignBudgets:mutate", wrong).bodyAsJsonObject()))
                .isEqualTo(new JsonObject().put("fieldMaskError", "FIELD_NOT_FOUND"));
        JsonObject none = SandboxAtWire.mutation("", update);
        assertThat(errorCode(wire.ads("campaignBudgets:mutate", none).bodyAsJsonObject()))
                .isEqualTo(new JsonObject().put("fieldMaskError", "FIELD_MASK_MISSING"));
        assertThat(errorCode(wire.setBudget(1, "7000000", false).bodyAsJsonObject()))
                .isEqualTo(new JsonObject().put("mutateError", "RESOURCE_NOT_FOUND"));
        JsonObject unknown =
                SandboxAtWire.mutation("amount_micros", update.copy().put("amount", 1));
        assertThat(wire.ads("campaignBudgets:mutate", unknown).bodyAsString()).contains("Unknown name");
        assertThat(wire.ads("campaignBudgets:mutate", new JsonObject()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void allOperationsAreAppliedOrNoneAndTheRefusalNamesTheOne() {
        int before = wire.sandbox.ledger().size();
        JsonObject request = SandboxAtWire.mutation("amount_micros", update(9306, "6000000"));
        request.getJsonArray("operations")
                .add(new JsonObject().put("updateMask", "amount_micros").put("update", update(9307, "1")));
        HttpResponse<Buffer> refused = wire.ads("campaignBudgets:mutate", request);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.bodyAsString()).contains("{\"fieldName\":\"operations\",\"index\":1}");
        assertThat(wire.sandbox.ledger()).hasSize(before);
    }

    private static JsonObject update(long budgetId, String micros) {
        return new JsonObject()
                .put("resourceName", "customers/111/campaignBudgets/" + budgetId)
                .put("amountMicros", micros);
    }

    @Test
    void aCampaignIsPausedAndSpendsNoMore() {
        JsonObject pause = SandboxAtWire.mutation(
                "status",
                new JsonObject()
                        .put("resourceName", "customers/111/campaigns/2310")
                        .put("status", "PAUSED"));
        assertThat(wire.ads("campaigns:mutate", pause).statusCode()).isEqualTo(200);
        long spent = spent("2310");
        wire.time.advance(Duration.ofHours(6));
        assertThat(spent("2310")).isEqualTo(spent);
        assertThat(spent("2311")).isPositive();
        assertThat(wire.search("SELECT campaign.id FROM campaign WHERE campaign.status = 'PAUSED'"))
                .hasSize(1);
    }

    private long spent(String campaign) {
        return wire.get("/sandbox/ledger").bodyAsJsonObject().getJsonArray("spend").stream()
                .map(JsonObject.class::cast)
                .filter(spend -> spend.getString("campaign_id").equals(campaign))
                .mapToLong(spend -> spend.getLong("cost_micros"))
                .sum();
    }

    @Test
    void aVideoCampaignCannotBeChanged() {
        JsonArray found = wire.search(
                "SELECT campaign.id, campaign_budget.id FROM campaign WHERE campaign.advertising_channel_type = 'VIDEO'");
        assertThat(found).hasSize(1);
        String id = found.getJsonObject(0).getJsonObject("campaign").getString("id");
        JsonObject pause = SandboxAtWire.mutation(
                "status",
                new JsonObject()
                        .put("resourceName", "customers/111/campaigns/" + id)
                        .put("status", "PAUSED"));
        HttpResponse<Buffer> refused = wire.ads("campaigns:mutate", pause);
        assertThat(refused.statusCode()).isEqualTo(403);
        JsonObject denied =
                new JsonObject().put("operationAccessDeniedError", "MUTATE_ACTION_NOT_PERMITTED_FOR_CLIENT");
        assertThat(errorCode(refused.bodyAsJsonObject())).isEqualTo(denied);
        long budget = Long.parseLong(
                found.getJsonObject(0).getJsonObject("campaignBudget").getString("id"));
        assertThat(errorCode(wire.setBudget(budget, "5000000", false).bodyAsJsonObject()))
                .isEqualTo(denied);
    }

    @Test
    void twoCampaignsShareABudget() {
        JsonArray found = wire.search("SELECT campaign.id, campaign_budget.reference_count, campaign_budget.id FROM"
                + " campaign WHERE campaign_budget.explicitly_shared = TRUE");
        assertThat(found).hasSize(2);
        assertThat(found.getJsonObject(0).getJsonObject("campaignBudget"))
                .isEqualTo(found.getJsonObject(1).getJsonObject("campaignBudget"));
        assertThat(found.getJsonObject(0).getJsonObject("campaignBudget").getString("referenceCount"))
                .isEqualTo("2");
    }

    @Test
    void metricsByTheHourAddUpToTheDays() {
        try (SandboxAtWire own = new SandboxAtWire()) {
            String days = "SELECT segments.date, metrics.cost_micros, metrics.video_trueview_views FROM campaign"
                    + " WHERE campaign.id = 2301 AND segments.date BETWEEN '2026-11-20' AND '2026-11-30'";
            own.time.advance(Duration.ofHours(36));
            JsonArray byHour = own.search(days.replace("segments.date, m", "segments.date, segments.hour, m"));

            assertThat(byHour).hasSizeBetween(32, 36);
            assertThat(sum(byHour, "costMicros")).isPositive().isEqualTo(sum(own.search(days), "costMicros"));
            assertThat(sum(byHour, "videoTrueviewViews")).isEqualTo(sum(own.search(days), "videoTrueviewViews"));
            JsonObject last = byHour.getJsonObject(byHour.size() - 1).getJsonObject("segments");
            assertThat(last.getString("date")).isEqualTo("2026-11-23");
            assertThat(last.getInteger("hour")).isBetween(19, 23);
        }
    }

    private static long sum(JsonArray rows, String metric) {
        return rows.stream()
                .map(JsonObject.class::cast)
                .mapToLong(row -> Long.parseLong(row.getJsonObject("metrics").getString(metric)))
                .sum();
    }

    @Test
    void metricsByDayLagAndAddUpToTheSpend() {
        try (SandboxAtWire own = new SandboxAtWire()) {
            String query =
                    "SELECT segments.date, metrics.cost_micros, metrics.impressions, metrics.video_trueview_views,"
                            + " metrics.trueview_average_cpv FROM campaign WHERE campaign.id IN (2301) AND segments.date BETWEEN"
                            + " '2026-11-20' AND '2026-11-30' ORDER BY segments.date";
            own.time.advance(Duration.ofHours(3));
            assertThat(own.search(query)).isEmpty();
            own.time.advance(Duration.ofHours(33));
            JsonArray days = own.search(query);
            assertThat(days).hasSize(2);
            assertThat(days.getJsonObject(0).getJsonObject("segments").getString("date"))
                    .isEqualTo("2026-11-22");
            long first = Long.parseLong(
                    days.getJsonObject(0).getJsonObject("metrics").getString("costMicros"));
            // Half a day of five dollars, less what Google does not spend of a budget.
            assertThat(first).isBetween(2_250_000L, 2_500_000L);
            long second = Long.parseLong(
                    days.getJsonObject(1).getJsonObject("metrics").getString("costMicros"));
            assertThat(second).isBetween(21 * 187_500L, 21 * 208_334L);
            JsonObject metrics = days.getJsonObject(0).getJsonObject("metrics");
            long views = Long.parseLong(metrics.getString("videoTrueviewViews"));
            assertThat(Long.parseLong(metrics.getString("impressions"))).isGreaterThan(views);
            assertThat(metrics.getDouble("trueviewAverageCpv") * views).isBetween(first - 1.0, first + 1.0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT campaign.nonsense FROM campaign | UNRECOGNIZED_FIELD",
                "SELECT metrics.video_views FROM campaign | UNRECOGNIZED_FIELD",
                "SELECT campaign.id FROM video | BAD_RESOURCE_TYPE_IN_FROM_CLAUSE",
                "SELECT campaign.id FROM campaign WHERE | UNEXPECTED_END_OF_QUERY",
                "SELECT campaign.id; FROM campaign | UNEXPECTED_INPUT",
                "SELECT campaign.id FROM campaign WHERE segments.date DURING EVER | INVALID_VALUE_WITH_DURING_OPERATOR",
                "SELECT segments.date, metrics.impressions FROM campaign | QUERY_ERROR",
            })
    void queriesThatCannotBeAnsweredAreRefusedInAnArray(String query, String code) {
        HttpResponse<Buffer> response = wire.ads("googleAds:searchStream", new JsonObject().put("query", query));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(errorCode(response.bodyAsJsonArray().getJsonObject(0)).getString("queryError"))
                .isEqualTo(code);
    }

    @Test
    void tokensCustomersAndVersionsAreChecked() {
        JsonObject query = new JsonObject().put("query", READ);
        assertThat(wire.post("/v26/customers/111/googleAds:searchStream", query).statusCode())
                .isEqualTo(401);
        assertThat(wire.post("/v26/customers/111/googleAds:searchStream", query, wire.ownerToken())
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<Buffer> stranger = wire.post("/v26/customers/222/googleAds:searchStream", query, wire.adsToken());
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.bodyAsString()).contains("USER_PERMISSION_DENIED");
        assertThat(wire.post("/v12/customers/111/googleAds:searchStream", query, wire.adsToken())
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<Buffer> manager =
                SandboxAtWire.await(wire.request(HttpMethod.POST, "/v26/customers/111/googleAds:searchStream")
                        .putHeader("Authorization", "Bearer " + wire.adsToken())
                        .putHeader("login-customer-id", "999")
                        .sendJsonObject(query));
        assertThat(manager.statusCode()).isEqualTo(200);
    }
}
