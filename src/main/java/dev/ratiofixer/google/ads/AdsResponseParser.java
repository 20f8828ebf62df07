package dev.ratiofixer.google.ads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads Google Ads' answers. */
final class AdsResponseParser {
    private static final int LAST_HOUR = 23;

    private AdsResponseParser() {}

    static Future<AdsCampaign> campaign(JsonNode stream, String campaignId) {
        for (JsonNode row : rows(stream)) {
            JsonNode campaign = row.path("campaign");
            JsonNode budget = row.path("campaignBudget");
            if (!budget.hasNonNull("amountMicros") || !budget.hasNonNull("resourceName")) {
                return failed(
                        new ProviderFailure.Indeterminate("Google Ads tells no budget of campaign " + campaignId));
            }
            return Future.succeededFuture(new AdsCampaign(
                    campaignId,
                    campaign.path("status").asText("").equals("ENABLED"),
                    campaign.path("advertisingChannelType").asText("UNKNOWN"),
                    budget.path("resourceName").asText(),
                    budget.path("amountMicros").asLong(),
                    budget.path("explicitlyShared").asBoolean(false),
                    budget.path("referenceCount").asLong(1),
                    row.path("customer").path("currencyCode").asText(""),
                    row.path("customer").path("timeZone").asText("Etc/UTC"),
                    requestId(stream)));
        }
        return failed(new ProviderFailure.Rejected(
                "NOT_FOUND", "Google Ads knows no campaign " + campaignId + " in this account", null));
    }

    static Future<List<AdsMetrics>> hours(JsonNode stream) {
        List<AdsMetrics> hours = new ArrayList<>();
        try {
            for (JsonNode row : rows(stream)) {
                JsonNode metrics = row.path("metrics");
                JsonNode segments = row.path("segments");
                int hour = segments.path("hour").asInt(-1);
                if (hour < 0 || hour > LAST_HOUR) {
                    return failed(new ProviderFailure.Indeterminate("Google Ads tells an hour that is none"));
                }
                hours.add(new AdsMetrics(
                        LocalDate.parse(segments.path("date").asText()),
                        hour,
                        metrics.path("costMicros").asLong(0),
                        metrics.path("impressions").asLong(0),
                        metrics.path("videoTrueviewViews").asLong(0)));
            }
        } catch (DateTimeException broken) {
            return failed(new ProviderFailure.Indeterminate("Google Ads tells a day that is no date"));
        }
        hours.sort(Comparator.comparing(AdsMetrics::date).thenComparingInt(AdsMetrics::hour));
        return Future.succeededFuture(List.copyOf(hours));
    }

    private static @Nullable String requestId(JsonNode stream) {
        String id = stream.path(0).path("requestId").asText("");
        return id.isEmpty() ? null : id;
    }

    private static List<JsonNode> rows(JsonNode stream) {
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode chunk : stream) {
            chunk.path("results").forEach(rows::add);
        }
        return rows;
    }

    private static <T> Future<T> failed(ProviderFailure failure) {
        return Future.failedFuture(new ProviderException(failure));
    }
}
