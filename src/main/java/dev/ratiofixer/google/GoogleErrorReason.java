package dev.ratiofixer.google;

import dev.ratiofixer.google.GoogleHttpClient.GoogleApi;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each of Google's words for an error means: the {@code reason} of {@code error.errors[]} and of
 * {@code ErrorInfo}, the codes of {@code GoogleAdsFailure}, the status of the error itself.
 *
 * <p>Sources: YouTube Data API v3, "Errors"; YouTube Analytics API, "Errors"; Google APIs, {@code ErrorReason}; Google
 * Ads API, "Error types".
 */
final class GoogleErrorReason {
    /** What follows from a word. {@code %s} in a remedy is the API as the console calls it. */
    enum Meaning {
        DAY_QUOTA("what it allows in a day is used up", ""),
        SLOW_DOWN("it was asked too often: it is asked again in a while", ""),
        TRY_AGAIN("it cannot do this now: it is asked again in a while", ""),
        API_OFF(
                "the Google API project may not use it yet",
                "whoever runs Ratio Fixer enables the %s in Google's console; that takes some minutes to count"),
        KEY_INVALID(
                "the key is not valid",
                "whoever runs Ratio Fixer sets a key of its Google API project (YOUTUBE_API_KEY)"),
        KEY_EXPIRED("the key has expired", "whoever runs Ratio Fixer makes a new key and sets it (YOUTUBE_API_KEY)"),
        KEY_FOR_WEBSITES(
                "the key is only for websites (HTTP referrers)",
                "in Google's console, set the key's application restriction to \"None\" or to this server's IP address"),
        KEY_FOR_ADDRESSES(
                "the key is only for other servers (IP addresses)",
                "in Google's console, add this server's public IP address to the key's application restriction"),
        KEY_FOR_APPS(
                "the key is only for an Android or iOS app",
                "in Google's console, set the key's application restriction to \"None\" or to this server's IP address"),
        KEY_FOR_OTHER_APIS(
                "the key is only for other Google services",
                "in Google's console, add the %s to the key's API restrictions"),
        KEY_MISSING(
                "it was asked without a key",
                "whoever runs Ratio Fixer sets a key (YOUTUBE_API_KEY), or the channel's owner gives access"),
        PROJECT(
                "the Google API project is suspended, without billing or not allowed to ask",
                "whoever runs Ratio Fixer looks at the project in Google's console"),
        TOKEN("it does not accept our access", "nothing if it passes by itself; else give access again"),
        SCOPE(
                "the access that was given does not cover this",
                "give access again, and leave every permission ticked that is asked for"),
        ACCOUNT(
                "the account that gave access may not do that",
                "give access with an account that may: the channel's owner, or a user of the Google Ads account"),
        SECOND_STEP(
                "the account that gave access has to prove who it is in two steps",
                "switch on 2-Step Verification (or Advanced Protection, if it asks for that) of that Google account"
                        + " and give access again, or use a service account"
                        + " (GOOGLE_ADS_SERVICE_ACCOUNT), which needs neither"),
        PROJECT_ACCESS(
                "the Google API project may not change accounts that are live",
                "in the Google Cloud console, ask for Explorer or Basic access to the %s for the project in which this"
                        + " installation is registered (its OAuth client or service account), and put the project"
                        + " under an organization if it asks for one"),
        NOT_FOUND("it does not know what was asked for", "");

        private final String sentence;
        private final String remedy;

        Meaning(String sentence, String remedy) {
            this.sentence = sentence;
            this.remedy = remedy;
        }

        /** Whether the credential is at fault, or what it belongs to. */
        boolean isOfCredential() {
            return switch (this) {
                case DAY_QUOTA, SLOW_DOWN, TRY_AGAIN, NOT_FOUND -> false;
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
                        PROJECT_ACCESS -> true;
            };
        }

        /** Whether it says that the account's own authorization does not hold. */
        boolean isOfAccount() {
            return this == TOKEN || this == SCOPE;
        }

        String sentence() {
            return sentence;
        }

        String remedy(GoogleApi api) {
            return remedy.formatted(api.console());
        }
    }

    private static final Map<String, Meaning> MEANINGS = new LinkedHashMap<>();

    static {
        all(Meaning.DAY_QUOTA, "quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg");
        all(Meaning.SLOW_DOWN, "rateLimitExceeded", "userRateLimitExceeded", "userRateLimitExceededUnreg");
        all(
                Meaning.SLOW_DOWN,
                "RATE_LIMIT_EXCEEDED",
                "RESOURCE_QUOTA_EXCEEDED",
                "concurrentLimitExceeded",
                "servingLimitExceeded");
        all(Meaning.SLOW_DOWN, "RESOURCE_EXHAUSTED", "RESOURCE_TEMPORARILY_EXHAUSTED");
        all(Meaning.SLOW_DOWN, "EXCESSIVE_SHORT_TERM_QUERY_RESOURCE_CONSUMPTION");
        all(Meaning.SLOW_DOWN, "EXCESSIVE_LONG_TERM_QUERY_RESOURCE_CONSUMPTION");
        all(Meaning.TRY_AGAIN, "CONCURRENT_MODIFICATION", "TRANSIENT_ERROR", "INTERNAL_ERROR", "DEADLINE_EXCEEDED");
        all(Meaning.API_OFF, "accessNotConfigured", "SERVICE_DISABLED", "serviceDisabled", "SERVICE_NOT_VISIBLE");
        all(Meaning.KEY_INVALID, "keyInvalid", "API_KEY_INVALID");
        all(Meaning.KEY_EXPIRED, "keyExpired", "API_KEY_EXPIRED");
        all(Meaning.KEY_FOR_WEBSITES, "API_KEY_HTTP_REFERRER_BLOCKED", "ipRefererBlocked", "refererBlocked");
        all(Meaning.KEY_FOR_ADDRESSES, "API_KEY_IP_ADDRESS_BLOCKED", "ipAddressBlocked");
        all(Meaning.KEY_FOR_APPS, "API_KEY_ANDROID_APP_BLOCKED", "API_KEY_IOS_APP_BLOCKED");
        all(Meaning.KEY_FOR_OTHER_APIS, "API_KEY_SERVICE_BLOCKED");
        all(Meaning.KEY_MISSING, "CREDENTIALS_MISSING", "required", "login");
        all(Meaning.PROJECT, "CONSUMER_SUSPENDED", "CONSUMER_INVALID", "BILLING_DISABLED", "RESOURCE_PROJECT_INVALID");
        all(Meaning.PROJECT, "USER_PROJECT_DENIED", "SECURITY_POLICY_VIOLATED", "projectNotLinked", "PROJECT_DISABLED");
        all(
                Meaning.PROJECT,
                "CLOUD_PROJECT_NOT_FOUND",
                "accountDisabled",
                "GCP_SUSPENDED",
                "ORG_RESTRICTION_VIOLATION");
        all(Meaning.PROJECT, "LOCATION_POLICY_VIOLATED", "LOCATION_ORG_POLICY_VIOLATED");
        all(Meaning.PROJECT, "RESOURCE_USAGE_RESTRICTION_VIOLATED");
        all(Meaning.PROJECT_ACCESS, "DEVELOPER_TOKEN_PROHIBITED", "DEVELOPER_TOKEN_NOT_APPROVED");
        all(
                Meaning.PROJECT_ACCESS,
                "CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION",
                "CLOUD_PROJECT_NOT_UNDER_ORGANIZATION");
        all(
                Meaning.TOKEN,
                "authError",
                "expired",
                "ACCESS_TOKEN_EXPIRED",
                "ACCESS_TOKEN_TYPE_UNSUPPORTED",
                "UNAUTHENTICATED");
        all(Meaning.TOKEN, "OAUTH_TOKEN_INVALID", "OAUTH_TOKEN_EXPIRED", "OAUTH_TOKEN_DISABLED", "OAUTH_TOKEN_REVOKED");
        all(Meaning.TOKEN, "OAUTH_TOKEN_HEADER_INVALID", "AUTHENTICATION_ERROR");
        all(Meaning.SCOPE, "insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT");
        all(
                Meaning.ACCOUNT,
                "ACCOUNT_STATE_INVALID",
                "USER_BLOCKED_BY_ADMIN",
                "youtubeSignupRequired",
                "NoLinkedYouTubeAccount");
        all(Meaning.ACCOUNT, "NOT_ADS_USER");
        all(Meaning.SECOND_STEP, "TWO_STEP_VERIFICATION_NOT_ENROLLED", "ADVANCED_PROTECTION_NOT_ENROLLED");
        all(Meaning.NOT_FOUND, "videoNotFound", "channelNotFound", "playlistNotFound", "commentNotFound", "notFound");
        all(Meaning.NOT_FOUND, "commentThreadNotFound", "NOT_FOUND", "RESOURCE_NOT_FOUND", "CUSTOMER_NOT_FOUND");
    }

    private GoogleErrorReason() {}

    /** What a word means; empty for one that means a plain refusal. */
    static Optional<Meaning> of(String word) {
        return Optional.ofNullable(MEANINGS.get(word));
    }

    private static void all(Meaning meaning, String... words) {
        for (String word : words) {
            MEANINGS.put(word, meaning);
        }
    }
}
