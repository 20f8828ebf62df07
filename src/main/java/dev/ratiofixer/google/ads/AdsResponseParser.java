package dev.ratiofixer.google.ads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.GoogleErrorClassifier;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderHttpClient.Answer;
import dev.ratiofixer.provider.ProviderJson;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads Google Ads' answers and names its failures. */
final class AdsResponseParser {
    /** Codes that say "later". Source: Google Ads API, "Error types", retryable errors. */
    private static final Set<String> LATER = Set.of(
            "CONCURRENT_MODIFICATION", "TRANSIENT_ERROR", "RESOURCE_TEMPORARILY_EXHAUSTED", "RESOURCE_EXHAUSTED");

    private static final Set<String> ACCESS = Set.of("UNAUTHENTICATED", "PERMISSION_DENIED");
    private static final int LAST_HOUR = 23;
    private static final Pattern DELAY = Pattern.compile("(\\d{1,6})(?:\\.\\d+)?s");

    private AdsResponseParser() {}

    /** The body of a good answer; a failed future names what Google says otherwise. */
    static Future<JsonNode> body(Answer answer) {
        JsonNode body = ProviderJson.read(answer.body());
        if (!answer.ok()) {
            return failed(failure(answer, body));
        }
        return body.isMissingNode()
                ? failed(new ProviderFailure.Indeterminate("Google Ads answers with something that is not JSON"))
                : Future.succeededFuture(body);
    }

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

    private static ProviderFailure failure(Answer answer, JsonNode body) {
        // searchStream wraps its error in an array, as it does its results.
        JsonNode error = body.isArray() ? body.path(0).path("error") : body.path("error");
        JsonNode detail = detail(error, "GoogleAdsFailure");
        JsonNode first = detail.path("errors").path(0);
        String code = first.path("errorCode").elements().hasNext()
                ? first.path("errorCode").elements().next().asText()
                : error.path("status").asText("");
        String request =
                detail.hasNonNull("requestId") ? detail.path("requestId").asText() : answer.requestId();
        String said =
                "Google Ads answers %d %s".formatted(answer.status(), code).strip();
        boolean noAccess =
                first.isMissingNode() && ACCESS.contains(error.path("status").asText(""));
        if (noAccess || answer.status() == 401) {
            return new ProviderFailure.Unauthorized(said);
        }
        // A server's own error may come after the change was made, whatever it is called.
        if (answer.status() == 429 || (LATER.contains(code) && answer.status() < 500)) {
            return new ProviderFailure.Throttled(said, wait(answer, error, first), request);
        }
        if (answer.status() >= 500 || answer.status() < 400) {
            return new ProviderFailure.Indeterminate(said, request);
        }
        return new ProviderFailure.Rejected(code, said + message(first, error), request);
    }

    private static String message(JsonNode first, JsonNode error) {
        String message = first.path("message").asText(error.path("message").asText(""));
        return message.isEmpty() ? "" : ": " + message;
    }

    /** The wait that Google asks for: in the error's own details, in RetryInfo, or in the header. */
    private static @Nullable Duration wait(Answer answer, JsonNode error, JsonNode first) {
        String own = first.path("details")
                .path("quotaErrorDetails")
                .path("retryDelay")
                .asText("");
        String info = detail(error, "RetryInfo").path("retryDelay").asText("");
        Matcher seconds = DELAY.matcher(own.isEmpty() ? info : own);
        return seconds.matches()
                ? Duration.ofSeconds(Long.parseLong(seconds.group(1)))
                : GoogleErrorClassifier.retryAfter(answer.retryAfter());
    }

    private static JsonNode detail(JsonNode error, String type) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("@type").asText("").endsWith(type)) {
                return detail;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static <T> Future<T> failed(ProviderFailure failure) {
        return Future.failedFuture(new ProviderException(failure));
    }
}
