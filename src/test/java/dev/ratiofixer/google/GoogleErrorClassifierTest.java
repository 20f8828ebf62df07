package dev.ratiofixer.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.GoogleHttpClient.GoogleApi;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.Doubt;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.QuotaExhausted;
import dev.ratiofixer.provider.ProviderFailure.Rejected;
import dev.ratiofixer.provider.ProviderFailure.Throttled;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every word of Google's, in every place where it stands, means one thing. */
class GoogleErrorClassifierTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | quotaExceeded                      | QuotaExhausted |",
                "403 | dailyLimitExceeded                 | QuotaExhausted |",
                "403 | dailyLimitExceededUnreg            | QuotaExhausted |",
                "403 | rateLimitExceeded                  | Throttled      |",
                "429 | rateLimitExceeded                  | Throttled      |",
                "403 | userRateLimitExceeded              | Throttled      |",
                "403 | servingLimitExceeded               | Throttled      |",
                "403 | concurrentLimitExceeded            | Throttled      |",
                "429 | RATE_LIMIT_EXCEEDED                | Throttled      |",
                "429 | RESOURCE_EXHAUSTED                 | Throttled      |",
                "429 | RESOURCE_TEMPORARILY_EXHAUSTED     | Throttled      |",
                "409 | CONCURRENT_MODIFICATION            | Throttled      |",
                "400 | TRANSIENT_ERROR                    | Throttled      |",
                "403 | accessNotConfigured                | Unauthorized   | enables the YouTube Data API v3",
                "403 | SERVICE_DISABLED                   | Unauthorized   | youtube.googleapis.com",
                "400 | keyInvalid                         | Unauthorized   | YOUTUBE_API_KEY",
                "400 | API_KEY_INVALID                    | Unauthorized   | YOUTUBE_API_KEY",
                "400 | keyExpired                         | Unauthorized   | makes a new key",
                "400 | API_KEY_EXPIRED                    | Unauthorized   | makes a new key",
                "403 | ipRefererBlocked                   | Unauthorized   | application restriction",
                "403 | API_KEY_HTTP_REFERRER_BLOCKED      | Unauthorized   | application restriction",
                "403 | API_KEY_IP_ADDRESS_BLOCKED         | Unauthorized   | public IP address",
                "403 | API_KEY_ANDROID_APP_BLOCKED        | Unauthorized   | application restriction",
                "403 | API_KEY_IOS_APP_BLOCKED            | Unauthorized   | application restriction",
                "403 | API_KEY_SERVICE_BLOCKED            | Unauthorized   | API restrictions",
                "403 | CONSUMER_SUSPENDED                 | Unauthorized   | the project in Google",
                "403 | CONSUMER_INVALID                   | Unauthorized   | the project in Google",
                "403 | BILLING_DISABLED                   | Unauthorized   | the project in Google",
                "403 | USER_PROJECT_DENIED                | Unauthorized   | the project in Google",
                "403 | GCP_SUSPENDED                      | Unauthorized   | the project in Google",
                "403 | LOCATION_POLICY_VIOLATED           | Unauthorized   | the project in Google",
                "403 | RESOURCE_USAGE_RESTRICTION_VIOLATED | Unauthorized  | the project in Google",
                "403 | ORG_RESTRICTION_VIOLATION          | Unauthorized   | the project in Google",
                "403 | SERVICE_NOT_VISIBLE                | Unauthorized   | enables the YouTube Data API v3",
                "403 | insufficientPermissions            | Unauthorized   | every permission",
                "403 | ACCESS_TOKEN_SCOPE_INSUFFICIENT    | Unauthorized   | every permission",
                "401 | authError                          | Unauthorized   | give access again",
                "401 | ACCESS_TOKEN_EXPIRED               | Unauthorized   | give access again",
                "401 | youtubeSignupRequired              | Unauthorized   | channel's owner",
                "404 | videoNotFound                      | NotFound       |",
                "404 | channelNotFound                    | NotFound       |",
                "404 | playlistNotFound                   | NotFound       |",
                "404 | commentThreadNotFound              | NotFound       |",
                "403 | commentsDisabled                   | Rejected       |",
                "403 | forbidden                          | Rejected       |",
                "400 | processingFailure                  | Rejected       |",
                "403 | ineligibleAccount                  | Rejected       |",
                "400 | invalidValue                       | Rejected       |",
            })
    void aWordMeansTheSameWhereverItStands(int status, String word, String meaning, @Nullable String remedy) {
        for (JsonObject error : new JsonObject[] {legacy(word), detailed(word)}) {
            ProviderFailure failure = failure(GoogleApi.YOUTUBE, answer(status, error));

            assertThat(failure.getClass().getSimpleName()).isEqualTo(meaning);
            assertThat(failure.reason()).startsWith("YouTube ").endsWith("(" + status + " " + word + ")");
            assertThat(failure.remedy()).contains(remedy == null ? "" : remedy);
            saysWhatComesNext(failure);
        }
    }

    /** A refusal of the request itself has its remedy where the request is made; all others say it here. */
    private static void saysWhatComesNext(ProviderFailure failure) {
        switch (failure) {
            case Unauthorized refused ->
                assertThat(refused.remedy())
                        .containsPattern(
                                "\\b(set|sets|enables|give|gives|make|makes|look|looks|add|ask|use|switch)\\b");
            case Throttled later -> assertThat(later.reason()).contains("again");
            case QuotaExhausted day -> assertThat(day.pause()).isPositive();
            case Rejected no -> assertThat(no.reason()).contains("refuses this");
            case ProviderFailure other -> assertThat(other.reason()).isNotBlank();
        }
    }

    private static JsonObject legacy(String word) {
        JsonArray errors = new JsonArray().add(new JsonObject().put("reason", word));
        return new JsonObject().put("message", "The <b>secret</b>").put("errors", errors);
    }

    private static JsonObject detailed(String word) {
        JsonObject info = new JsonObject()
                .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                .put("reason", word)
                .put("domain", "googleapis.com");
        return legacy("forbidden").put("status", "PERMISSION_DENIED").put("details", new JsonArray().add(info));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | authorizationError.USER_PERMISSION_DENIED                  | Rejected",
                "403 | authorizationError.CUSTOMER_NOT_ENABLED                    | Rejected",
                "403 | authorizationError.CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION | Unauthorized",
                "403 | authorizationError.PROJECT_DISABLED                        | Unauthorized",
                "401 | authenticationError.OAUTH_TOKEN_REVOKED                    | Unauthorized",
                "401 | authenticationError.TWO_STEP_VERIFICATION_NOT_ENROLLED     | Unauthorized",
                "401 | authenticationError.NOT_ADS_USER                           | Unauthorized",
                "429 | quotaError.RESOURCE_EXHAUSTED                              | Throttled",
                "429 | quotaError.RESOURCE_TEMPORARILY_EXHAUSTED                  | Throttled",
                "429 | quotaError.EXCESSIVE_SHORT_TERM_QUERY_RESOURCE_CONSUMPTION | Throttled",
                "409 | databaseError.CONCURRENT_MODIFICATION                      | Throttled",
                "503 | internalError.TRANSIENT_ERROR                              | Indeterminate",
                "500 | internalError.INTERNAL_ERROR                               | Indeterminate",
                "400 | campaignBudgetError.MONEY_AMOUNT_TOO_LARGE                 | Rejected",
                "403 | operationAccessDeniedError.MUTATE_ACTION_NOT_PERMITTED_FOR_CLIENT | Rejected",
                "404 | requestError.RESOURCE_NOT_FOUND                            | NotFound",
            })
    void aCodeOfGoogleAds(int status, String code, String meaning) {
        String[] parts = code.split("\\.", 2);
        JsonObject first = new JsonObject()
                .put("errorCode", new JsonObject().put(parts[0], parts[1]))
                .put("message", "Not <i>so</i>")
                .put("details", new JsonObject().put("quotaErrorDetails", new JsonObject().put("retryDelay", "42s")));
        JsonObject ads = new JsonObject()
                .put("@type", "type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure")
                .put("errors", new JsonArray().add(first))
                .put("requestId", "request-1");
        JsonObject error = new JsonObject().put("status", "INVALID_ARGUMENT").put("details", new JsonArray().add(ads));

        ProviderFailure failure = failure(GoogleApi.ADS, answer(status, error));

        assertThat(failure.getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(failure.reason()).contains(parts[1]).doesNotContain("<");
        if (failure instanceof Throttled later) {
            assertThat(later.pause()).isEqualTo(Duration.ofSeconds(42));
            assertThat(later.requestId()).isEqualTo("request-1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | PERMISSION_DENIED   | The caller does not have permission     | share the sheet",
                "404 | NOT_FOUND           | Requested entity was not found.         | address of the sheet",
                "400 | FAILED_PRECONDITION | This operation is not supported for this document | Save as Google Sheets",
                "400 | INVALID_ARGUMENT    | Unable to parse range: Comments!A2:E    | names of its tabs",
            })
    void aSheetThatCannotBeReadHasItsOwnRemedy(int status, String word, String message, String remedy) {
        JsonObject error = new JsonObject().put("status", word).put("message", message);

        ProviderFailure failure = failure(GoogleApi.SHEETS, answer(status, error));

        assertThat(failure).isNotInstanceOf(Unauthorized.class);
        assertThat(failure.remedy()).contains(remedy);
    }

    @Test
    void anApiThatIsOffIsNoSheetThatIsNotShared() {
        assertThat(failure(GoogleApi.SHEETS, answer(403, detailed("SERVICE_DISABLED"))))
                .isInstanceOfSatisfying(Unauthorized.class, off -> {
                    assertThat(off.remedy()).contains("enables the Google Sheets API (sheets.googleapis.com)");
                    assertThat(off.withdrawn()).isFalse();
                });
    }

    /** Clocks go back on 2026-11-01 and forward on 2027-03-14 in the Pacific. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-30T12:00:00Z, PT20H",
        "2026-11-01T07:00:00Z, PT25H",
        "2027-03-14T08:00:00Z, PT23H",
        "2026-07-01T06:59:59Z, PT1S"
    })
    void theDaysQuotaComesBackAtMidnightInThePacific(Instant now, Duration pause) {
        ProviderFailure failure =
                GoogleErrorClassifier.failure(GoogleApi.YOUTUBE, answer(403, legacy("dailyLimitExceeded")), now);

        assertThat(((QuotaExhausted) failure).pause()).isEqualTo(pause);
    }

    @Test
    void aLimitOfTheDayIsTheDaysQuotaWhateverItIsCalled() {
        JsonObject info = new JsonObject()
                .put("reason", "RATE_LIMIT_EXCEEDED")
                .put("metadata", new JsonObject().put("quota_unit", "1/d/{project}"));
        JsonObject error = legacy("rateLimitExceeded").put("details", new JsonArray().add(info));

        assertThat(failure(GoogleApi.YOUTUBE, answer(429, error))).isInstanceOf(QuotaExhausted.class);
    }

    @ParameterizedTest
    @CsvSource({"0.25s, PT0.25S", "3.000000001s, PT3S", "3600s, PT1H", "1234567s, P1D", "999999999999s, P1D", "0s, PT0S"
    })
    void everyDelayOfRetryInfoIsRead(String told, Duration pause) {
        JsonObject info = new JsonObject()
                .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                .put("retryDelay", told);
        JsonObject error = new JsonObject().put("details", new JsonArray().add(info));

        assertThat(failure(GoogleApi.YOUTUBE, answer(429, error)))
                .isInstanceOfSatisfying(
                        Throttled.class, later -> assertThat(later.pause()).isEqualTo(pause));
    }

    @Test
    void aRefusalOfAnotherKindDoesNotSayThatTheSheetIsNotShared() {
        assertThat(failure(GoogleApi.SHEETS, answer(403, detailed("SYSTEM_PARAMETER_UNSUPPORTED")))
                        .reason())
                .contains("SYSTEM_PARAMETER_UNSUPPORTED")
                .doesNotContain("not shared");
        assertThat(failure(GoogleApi.SHEETS, answer(403, legacy("forbidden"))).reason())
                .contains("not shared");
    }

    @Test
    void retryInfoComesBeforeTheHeader() {
        JsonObject info = new JsonObject()
                .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                .put("retryDelay", "30.5s");
        JsonObject error = new JsonObject().put("details", new JsonArray().add(info));
        Buffer body = new JsonObject().put("error", error).toBuffer();

        assertThat(failure(GoogleApi.SHEETS, new ProviderResponse(429, Duration.ofSeconds(7), null, body)))
                .isInstanceOfSatisfying(
                        Throttled.class, later -> assertThat(later.pause()).isEqualTo(Duration.ofMillis(30_500)));
        assertThat(failure(
                        GoogleApi.SHEETS, new ProviderResponse(429, Duration.ofSeconds(7), null, Buffer.buffer("{}"))))
                .isInstanceOfSatisfying(
                        Throttled.class, later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><h1>502</h1></html>",
                "null",
                "7",
                "\"text\"",
                "[]",
                "[1]",
                "{",
                "{\"error\":null}",
                "{\"error\":\"invalid\"}",
                "{\"error\":{\"errors\":7,\"details\":\"x\",\"status\":[]}}",
                "{\"error\":{\"errors\":[null],\"details\":[null,{\"reason\":{}}],\"message\":7}}"
            })
    void aBodyThatIsNoErrorOfGooglesIsAnAnswerWithoutWords(String text) {
        Buffer body = Buffer.buffer(text);
        for (GoogleApi api : GoogleApi.values()) {
            assertThat(failure(api, new ProviderResponse(502, null, null, body)))
                    .isEqualTo(new Indeterminate(
                            Doubt.SERVER_ERROR, api.shortName() + " has a fault of its own now (502)", null));
            assertThat(failure(api, new ProviderResponse(302, null, null, body)))
                    .isInstanceOf(Indeterminate.class);
            assertThat(failure(api, new ProviderResponse(400, null, null, body)))
                    .isInstanceOf(Rejected.class);
            assertThat(failure(api, new ProviderResponse(401, null, null, body)))
                    .isInstanceOf(Unauthorized.class);
            assertThat(failure(api, new ProviderResponse(404, null, null, body)))
                    .isInstanceOf(ProviderFailure.NotFound.class);
            assertThat(failure(api, new ProviderResponse(429, null, null, body)))
                    .isInstanceOf(Throttled.class);
        }
    }

    @Test
    void deepNestingCrashesNothing() {
        Buffer deep = Buffer.buffer("[".repeat(100_000));

        assertThat(failure(GoogleApi.ADS, new ProviderResponse(400, null, null, deep)))
                .isInstanceOf(Rejected.class);
    }

    /** Health needs something to say for each. */
    @ParameterizedTest
    @EnumSource(GoogleErrorReason.Meaning.class)
    void everyMeaningHasASentence(GoogleErrorReason.Meaning meaning) {
        assertThat(meaning.sentence()).isNotBlank();
        assertThat(meaning.remedy(GoogleApi.ADS)).doesNotContain("%s");
    }

    private static ProviderFailure failure(GoogleApi api, ProviderResponse answer) {
        return GoogleErrorClassifier.failure(api, answer, NOW);
    }

    private static ProviderResponse answer(int status, JsonObject error) {
        return new ProviderResponse(
                status,
                null,
                null,
                new JsonObject().put("error", error.put("code", status)).toBuffer());
    }

    /** Several errors, an error that this version has no code for, and figures in the details. */
    @Test
    void aRefusalByGoogleAdsIsReadWhole() {
        JsonObject unpublished = new JsonObject()
                .put("errorCode", new JsonObject().put("campaignBudgetError", "UNKNOWN"))
                .put("message", "The budget is too low.")
                .put(
                        "details",
                        new JsonObject()
                                .put("unpublishedErrorCode", "CampaignBudgetError.BUDGET_BELOW_DAILY_MINIMUM")
                                .put(
                                        "budgetPerDayMinimumErrorDetails",
                                        new JsonObject()
                                                .put("currencyCode", "USD")
                                                .put("budgetPerDayMinimumMicros", "5000000")));
        JsonObject second = new JsonObject()
                .put("errorCode", new JsonObject().put("mutateError", "EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED"));
        JsonObject body = new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("status", "INVALID_ARGUMENT")
                                .put(
                                        "details",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("@type", "type.googleapis.com/x.GoogleAdsFailure")
                                                        .put(
                                                                "errors",
                                                                new JsonArray()
                                                                        .add(unpublished)
                                                                        .add(second))
                                                        .put("requestId", "r1"))));

        Rejected refused = (Rejected) GoogleErrorClassifier.failure(
                GoogleApi.ADS, new ProviderResponse(400, null, null, Buffer.buffer(body.encode())), NOW);

        assertThat(refused.code()).isEqualTo("BUDGET_BELOW_DAILY_MINIMUM");
        assertThat(refused.reason()).contains("The budget is too low.");
        assertThat(refused.requestId()).isEqualTo("r1");
        assertThat(refused.details().codes())
                .contains("BUDGET_BELOW_DAILY_MINIMUM", "EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED");
        assertThat(refused.details().facts()).containsEntry("budgetPerDayMinimumMicros", "5000000");
    }
}
