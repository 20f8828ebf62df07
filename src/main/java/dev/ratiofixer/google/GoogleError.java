package dev.ratiofixer.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.GoogleErrorReason.Meaning;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderJson;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An error in Google's envelope, of which any part may be missing.
 *
 * @param words its words, the most exact first
 * @param hasOwnCode whether the first is a code of Google Ads
 * @param message Google's sentence, without markup
 * @param isOfDay whether it names a limit of a day
 * @param retryDelay the wait that it asks for
 * @param requestId Google's id of the request, {@code null} if it gave none
 * @param facts figures that Google Ads adds to its errors, by its own names
 */
record GoogleError(
        List<String> words,
        boolean hasOwnCode,
        String message,
        boolean isOfDay,
        Optional<Duration> retryDelay,
        @Nullable String requestId,
        Map<String, String> facts) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Pattern DELAY = Pattern.compile("([0-9]{1,12})(\\.[0-9]{1,9})?s");
    private static final Pattern MARKUP = Pattern.compile("<[^>]*>|\\p{Cntrl}");
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);
    private static final int LONGEST_MESSAGE = 300;

    static GoogleError of(ProviderResponse answer) {
        JsonNode body = answer.json();
        // searchStream wraps its error in an array, as it does its results.
        JsonNode error = body.isArray() ? body.path(0).path("error") : body.path("error");
        JsonNode ads = detail(error, "GoogleAdsFailure");
        JsonNode first = ads.path("errors").path(0);
        List<String> words = new ArrayList<>();
        Map<String, String> facts = new LinkedHashMap<>();
        ads.path("errors").forEach(one -> readAdsError(one, words, facts));
        boolean own = !words.isEmpty();
        error.path("details").forEach(detail -> add(words, detail.path("reason")));
        error.path("errors").forEach(one -> add(words, one.path("reason")));
        add(words, error.path("status"));
        return new GoogleError(
                List.copyOf(words),
                own,
                plain(first.path("message").asText(error.path("message").asText(""))),
                isOfDay(error),
                delay(first.path("details").path("quotaErrorDetails").path("retryDelay"))
                        .or(() -> delay(detail(error, "RetryInfo").path("retryDelay"))),
                ads.hasNonNull("requestId") ? plain(ads.path("requestId").asText()) : answer.requestId(),
                facts);
    }

    /** An error that this version of the API has no code for is {@code UNKNOWN}, and its name stands in the details. */
    private static void readAdsError(JsonNode error, List<String> words, Map<String, String> facts) {
        JsonNode details = error.path("details");
        String unpublished = details.path("unpublishedErrorCode").asText("");
        String name = unpublished.substring(unpublished.lastIndexOf('.') + 1);
        if (WORD.matcher(name).matches()) {
            words.add(name);
        }
        error.path("errorCode").forEach(code -> add(words, code));
        details.path("budgetPerDayMinimumErrorDetails")
                .properties()
                .forEach(
                        fact -> facts.putIfAbsent(fact.getKey(), fact.getValue().asText()));
    }

    /** What the first of its words that is known means. */
    Optional<Meaning> meaning() {
        return words.stream()
                .map(GoogleErrorReason::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The word that it is called by in sentences: the one that is known, or the first; empty without any. */
    String word() {
        return words.stream()
                .filter(word -> GoogleErrorReason.of(word).isPresent())
                .findFirst()
                .orElse(words.isEmpty() ? "" : words.getFirst());
    }

    /** As {@link #word}, never empty. */
    String code() {
        return word().isEmpty() ? "unknown" : word();
    }

    private static void add(List<String> words, JsonNode word) {
        if (word.isTextual() && WORD.matcher(word.asText()).matches()) {
            words.add(word.asText());
        }
    }

    /** A bucket of its own answers 429 with the limit's name instead of {@code quotaExceeded}. */
    private static boolean isOfDay(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("metadata").path("quota_unit").asText("").contains("/d/")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Duration> delay(JsonNode text) {
        Matcher seconds = DELAY.matcher(text.asText(""));
        if (!seconds.matches()) {
            return Optional.empty();
        }
        // Half a second is not none.
        Duration whole = Duration.ofSeconds(Long.parseLong(seconds.group(1)))
                .plusMillis(
                        Math.round(1000 * Double.parseDouble("0" + Objects.requireNonNullElse(seconds.group(2), ""))));
        return Optional.of(whole.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : whole);
    }

    private static JsonNode detail(JsonNode error, String type) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("@type").asText("").endsWith(type)) {
                return detail;
            }
        }
        return ProviderJson.NOTHING;
    }

    private static String plain(String message) {
        String text = MARKUP.matcher(message).replaceAll(" ").strip();
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }
}
