package dev.ratiofixer.google.ads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told and cannot be read is a failure, never a zero and never "none". */
class AdsResponseParserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"amountMicros\": \"0\"",
                "\"amountMicros\": \"-5000000\"",
                "\"amountMicros\": null",
                "\"amountMicros\": \"plenty\"",
                "\"amountMicros\": \"99999999999999999999\""
            })
    void aDailyBudgetThatIsNoneIsNotZero(String amount) {
        assertThat(AdsResponseParser.campaigns(campaign("", amount)).cause()).hasMessageContaining("budget");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-31", "31.12.2026 23:59:59", "2026-02-30 00:00:00", "soon"})
    void anEndThatCannotBeReadIsNotNoEnd(String time) {
        for (String field : new String[] {"startDateTime", "endDateTime"}) {
            assertThat(AdsResponseParser.campaigns(
                                    campaign("\"" + field + "\": \"" + time + "\",", "\"amountMicros\": \"5000000\""))
                            .cause())
                    .hasMessageContaining("that is no time");
        }
    }

    @Test
    void aCampaignWithoutTimesHasNone() {
        assertThat(AdsResponseParser.campaigns(campaign("", "\"amountMicros\": \"5000000\""))
                        .result())
                .hasEntrySatisfying("7", one -> {
                    assertThat(one.budget().amountMicros()).isEqualTo(5_000_000);
                    assertThat(one.serving().end()).isNull();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"-1\"", "\"1e6\"", "null", "\"\"", "\"99999999999999999999\"", "{}"})
    void aCostThatCannotBeReadIsNotZero(String cost) {
        assertThat(hours("\"costMicros\": " + cost).failed()).isTrue();
    }

    @Test
    void whatIsLeftOutIsZero() {
        assertThat(hours("\"impressions\": \"3\"").result().get("7"))
                .singleElement()
                .satisfies(hour -> assertThat(hour.costMicros()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Mars/Olympus", "europe/berlin", "Pacific Time"})
    void anUnknownZoneIsNotUtc(String zone) {
        assertThat(AdsResponseParser.zone(zone)).isEmpty();
    }

    private static Future<Map<String, List<AdsMetrics>>> hours(String metrics) {
        return AdsResponseParser.hours(json("""
                [{"results": [{"campaign": {"id": "7"}, "segments": {"date": "2026-11-30", "hour": 4},
                  "metrics": {%s}}]}]
                """.formatted(metrics)));
    }

    private static JsonNode campaign(String times, String amount) {
        return json("""
                [{"results": [{"campaign": {%s "id": "7", "status": "ENABLED"},
                  "campaignBudget": {"resourceName": "customers/1/campaignBudgets/2", "period": "DAILY", %s},
                  "customer": {"currencyCode": "EUR", "timeZone": "Europe/Berlin"}}]}]
                """.formatted(times, amount));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }
}
