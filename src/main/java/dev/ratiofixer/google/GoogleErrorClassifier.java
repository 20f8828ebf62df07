package dev.ratiofixer.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderHttpClient.Answer;
import dev.ratiofixer.provider.ProviderJson;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the errors of the YouTube Data API and of Sheets mean. */
public final class GoogleErrorClassifier {
    private static final Set<String> LATER = Set.of("rateLimitExceeded", "userRateLimitExceeded");
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,6})");

    private GoogleErrorClassifier() {}

    /** The failure that an answer, not of status 2xx, stands for. */
    public static ProviderFailure failure(String provider, Answer answer) {
        JsonNode error = ProviderJson.read(answer.body()).path("error");
        String reason = error.path("errors").path(0).path("reason").asText("");
        String status = error.path("status").asText("");
        String said = "%s answers %d %s"
                .formatted(provider, answer.status(), reason.isEmpty() ? status : reason)
                .strip();
        if (answer.status() == 401 || reason.equals("keyInvalid") || reason.equals("insufficientPermissions")) {
            return new ProviderFailure.Unauthorized(said);
        }
        if (reason.equals("quotaExceeded")) {
            return new ProviderFailure.Throttled(said + ": the day's quota is used up", Duration.ofHours(1), null);
        }
        if (answer.status() == 429 || LATER.contains(reason)) {
            return new ProviderFailure.Throttled(said, retryAfter(answer.retryAfter()), null);
        }
        if (answer.status() >= 500 || answer.status() < 400) {
            return new ProviderFailure.Indeterminate(said);
        }
        return new ProviderFailure.Rejected(reason.isEmpty() ? status : reason, said, null);
    }

    /** Seconds of a {@code Retry-After}; {@code null} for none or a date. */
    static @Nullable public Duration retryAfter(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher seconds = SECONDS.matcher(header.strip());
        return seconds.matches() ? Duration.ofSeconds(Long.parseLong(seconds.group(1))) : null;
    }
}
