package dev.ratiofixer.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.GoogleErrorReason.Meaning;
import dev.ratiofixer.google.GoogleHttpClient.GoogleApi;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.Doubt;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.NotFound;
import dev.ratiofixer.provider.ProviderFailure.QuotaExhausted;
import dev.ratiofixer.provider.ProviderFailure.Rejected;
import dev.ratiofixer.provider.ProviderFailure.RejectionDetails;
import dev.ratiofixer.provider.ProviderFailure.Throttled;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderJson;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import dev.ratiofixer.time.PacificDay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names what an answer of Google's, other than 2xx, means. Its words decide ({@link GoogleErrorReason}), and its status
 * where it has none that is known. A body that is no JSON, as servers in between send it, is an answer without words.
 */
public final class GoogleErrorClassifier {
    private static final int UNAUTHORIZED = 401;
    private static final Set<String> NOT_SHARED = Set.of("PERMISSION_DENIED", "forbidden", "unknown");

    private GoogleErrorClassifier() {}

    /**
     * The failure that an answer stands for.
     *
     * @param now for the end of a day's quota, which is midnight in the Pacific
     */
    public static ProviderFailure failure(GoogleApi api, ProviderResponse answer, Instant now) {
        GoogleError error = GoogleError.of(answer);
        String code = " (" + (answer.status() + " " + error.word()).strip() + ")";
        // A server's own error may come after the thing was done, whatever it is called.
        if (answer.status() >= 500) {
            return new Indeterminate(
                    Doubt.SERVER_ERROR, api.shortName() + " has a fault of its own now" + code, error.requestId());
        }
        if (answer.status() < 400) {
            return new Indeterminate(
                    Doubt.MALFORMED, api.shortName() + " gives no answer that can be read" + code, error.requestId());
        }
        if (error.isOfDay()) {
            return exhausted(api, code, now);
        }
        Optional<Meaning> meaning = error.meaning()
                .filter(known -> answer.status() != UNAUTHORIZED || known.isOfCredential())
                .or(() -> byStatus(api, answer.status(), error));
        return meaning.map(known -> failure(api, known, code, error, answer, now))
                .orElseGet(() -> refused(api, code, error, answer.status()));
    }

    private static ProviderFailure failure(
            GoogleApi api, Meaning meaning, String code, GoogleError error, ProviderResponse answer, Instant now) {
        String reason = api.shortName() + " says that " + meaning.sentence() + code;
        return switch (meaning) {
            case DAY_QUOTA -> exhausted(api, code, now);
            case SLOW_DOWN, TRY_AGAIN -> new Throttled(reason, pause(error, answer), error.requestId());
            case NOT_FOUND -> new NotFound(error.code(), reason, notFound(api), error.requestId());
            case API_OFF,
                    KEY_INVALID,
                    KEY_EXPIRED,
                    KEY_FOR_WEBSITES,
                    KEY_FOR_ADDRESSES,
                    KEY_FOR_APPS,
                    KEY_FOR_OTHER_APIS,
                    KEY_MISSING,
                    PROJECT,
                    TOKEN,
                    SCOPE,
                    ACCOUNT,
                    SECOND_STEP,
                    PROJECT_ACCESS ->
                new Unauthorized(error.code(), reason, meaning.remedy(api), meaning.isOfAccount());
        };
    }

    private static QuotaExhausted exhausted(GoogleApi api, String code, Instant now) {
        return new QuotaExhausted(
                api.shortName() + " says that " + Meaning.DAY_QUOTA.sentence() + code,
                Duration.between(now, PacificDay.of(now).end()));
    }

    private static Optional<Meaning> byStatus(GoogleApi api, int status, GoogleError error) {
        return switch (status) {
            case UNAUTHORIZED -> Optional.of(Meaning.TOKEN);
            // An ads error with a code of its own refuses the request; one without refuses the caller.
            case 403 -> api == GoogleApi.ADS && !error.hasOwnCode() ? Optional.of(Meaning.ACCOUNT) : Optional.empty();
            case 404 -> Optional.of(Meaning.NOT_FOUND);
            case 408, 425 -> Optional.of(Meaning.TRY_AGAIN);
            case 429 -> Optional.of(Meaning.SLOW_DOWN);
            default -> Optional.empty();
        };
    }

    /** The wait that Google asks for: in the error itself, or in the header. */
    private static @Nullable Duration pause(GoogleError error, ProviderResponse answer) {
        return error.retryDelay().orElse(answer.retryAfter());
    }

    private static String notFound(GoogleApi api) {
        return switch (api) {
            case SHEETS -> "check the address of the sheet";
            case ADS ->
                "check which customer and ads campaign the service means, and the version (setting google_ads.version)";
            case YOUTUBE, YOUTUBE_ANALYTICS -> "";
        };
    }

    private static Rejected refused(GoogleApi api, String code, GoogleError error, int status) {
        String said = api.shortName() + " refuses this" + code;
        return switch (api) {
            case SHEETS -> sheet(said, code, error, status);
            case ADS -> {
                String message = error.message().isEmpty() ? "" : ": " + error.message();
                RejectionDetails details = new RejectionDetails(error.words(), error.facts());
                yield new Rejected(error.code(), said + message, "", error.requestId(), details);
            }
            case YOUTUBE, YOUTUBE_ANALYTICS -> new Rejected(error.code(), said, error.requestId());
        };
    }

    /** Google tells these apart by the status and its own sentence only. */
    private static Rejected sheet(String said, String code, GoogleError error, int status) {
        if (status == 403 && NOT_SHARED.contains(error.code())) {
            return new Rejected(
                    error.code(),
                    "the comments sheet is not shared" + code,
                    "share the sheet with everybody who has the link (Viewer is enough)",
                    null);
        }
        if (error.code().equals("FAILED_PRECONDITION")) {
            return new Rejected(
                    error.code(),
                    "the comments sheet is no Google Sheet, but an Excel or other Office file" + code,
                    "open it in Google Sheets, choose File, \"Save as Google Sheets\", and give the address of that one",
                    null);
        }
        if (error.message().startsWith("Unable to parse range")) {
            return new Rejected(
                    error.code(),
                    "the comments sheet has no such tab or range" + code,
                    "check the names of its tabs",
                    null);
        }
        return new Rejected(error.code(), said, "check the address of the sheet", null);
    }

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

        /**
         * An error that this version of the API has no code for is {@code UNKNOWN}, and its name stands in the details.
         */
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
                    .forEach(fact ->
                            facts.putIfAbsent(fact.getKey(), fact.getValue().asText()));
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
                    .plusMillis(Math.round(
                            1000 * Double.parseDouble("0" + Objects.requireNonNullElse(seconds.group(2), ""))));
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
}
