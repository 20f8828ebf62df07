package dev.ratiofixer.google.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.youtube.YouTubeFailure.KeyRefused;
import dev.ratiofixer.google.youtube.YouTubeFailure.MalformedResponse;
import dev.ratiofixer.google.youtube.YouTubeFailure.NotFound;
import dev.ratiofixer.google.youtube.YouTubeFailure.QuotaExceeded;
import dev.ratiofixer.google.youtube.YouTubeFailure.RateLimited;
import dev.ratiofixer.google.youtube.YouTubeFailure.Rejected;
import dev.ratiofixer.google.youtube.YouTubeFailure.ServerBroken;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells what an answer other than 200 means: by its status and by {@code error.errors[0].reason}.
 *
 * <p>Source: YouTube Data API v3, "Errors"; Google API error model for {@code error.details}.
 */
final class ErrorResponseParser {
    private static final Set<String> QUOTA = Set.of("quotaExceeded", "dailyLimitExceeded");
    private static final Set<String> RATE = Set.of("rateLimitExceeded", "userRateLimitExceeded");
    private static final Set<String> KEY = Set.of(
            "keyInvalid",
            "keyExpired",
            "API_KEY_INVALID",
            "API_KEY_EXPIRED",
            "accessNotConfigured",
            "ipRefererBlocked");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private ErrorResponseParser() {}

    static YouTubeFailure failure(int status, RetryAfter retryAfter, Buffer body) {
        if (status >= 500) {
            return new ServerBroken(status);
        }
        if (status < 400) {
            return new MalformedResponse("status " + status);
        }
        JsonNode error =
                JsonResponseParser.tree(body).map(tree -> tree.path("error")).orElse(JsonResponseParser.NOTHING);
        String reason = reason(error);
        if (QUOTA.contains(reason) || perDay(error)) {
            return new QuotaExceeded();
        }
        if (RATE.contains(reason) || status == 429) {
            return new RateLimited(retryAfter.pause());
        }
        if (KEY.contains(reason) || status == 401) {
            return new KeyRefused(reason);
        }
        return status == 404 ? new NotFound(reason) : new Rejected(status, reason);
    }

    private static String reason(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            if (KEY.contains(detail.path("reason").asText())) {
                return detail.path("reason").asText();
            }
        }
        String word = error.path("errors").path(0).path("reason").asText();
        return WORD.matcher(word).matches() ? word : "unknown";
    }

    /** A bucket of its own answers 429 with the limit's name instead of {@code quotaExceeded}. */
    private static boolean perDay(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("metadata").path("quota_unit").asText().contains("/d/")) {
                return true;
            }
        }
        return false;
    }
}
