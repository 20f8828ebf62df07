package dev.ratiofixer.google;

import dev.ratiofixer.google.GoogleErrorReason.Meaning;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.Doubt;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.NotFound;
import dev.ratiofixer.provider.ProviderFailure.QuotaExhausted;
import dev.ratiofixer.provider.ProviderFailure.Rejected;
import dev.ratiofixer.provider.ProviderFailure.RejectionDetails;
import dev.ratiofixer.provider.ProviderFailure.Throttled;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import dev.ratiofixer.time.PacificDay;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
        String said = (api.shortName() + " answers " + answer.status() + " " + error.word()).strip();
        // A server's own error may come after the thing was done, whatever it is called.
        if (answer.status() >= 500) {
            return new Indeterminate(Doubt.SERVER_ERROR, said, error.requestId());
        }
        if (answer.status() < 400) {
            return new Indeterminate(Doubt.MALFORMED, said, error.requestId());
        }
        if (error.isOfDay()) {
            return exhausted(said, now);
        }
        Optional<Meaning> meaning = error.meaning()
                .filter(known -> answer.status() != UNAUTHORIZED || known.isOfCredential())
                .or(() -> byStatus(api, answer.status(), error));
        return meaning.map(known -> failure(api, known, said, error, answer, now))
                .orElseGet(() -> refused(api, said, error, answer.status()));
    }

    private static ProviderFailure failure(
            GoogleApi api, Meaning meaning, String said, GoogleError error, ProviderResponse answer, Instant now) {
        String reason = said + ": " + meaning.sentence();
        return switch (meaning) {
            case DAY_QUOTA -> exhausted(said, now);
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

    private static QuotaExhausted exhausted(String said, Instant now) {
        return new QuotaExhausted(
                said + ": " + Meaning.DAY_QUOTA.sentence(),
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
            case ADS -> "check the customer's id and google_ads.version";
            case YOUTUBE, YOUTUBE_ANALYTICS -> "";
        };
    }

    private static Rejected refused(GoogleApi api, String said, GoogleError error, int status) {
        return switch (api) {
            case SHEETS -> sheet(said, error, status);
            case ADS -> {
                String message = error.message().isEmpty() ? "" : ": " + error.message();
                RejectionDetails details = new RejectionDetails(error.words(), error.facts());
                yield new Rejected(error.code(), said + message, "", error.requestId(), details);
            }
            case YOUTUBE, YOUTUBE_ANALYTICS -> new Rejected(error.code(), said, error.requestId());
        };
    }

    /** Google tells these apart by the status and its own sentence only. */
    private static Rejected sheet(String said, GoogleError error, int status) {
        if (status == 403 && NOT_SHARED.contains(error.code())) {
            return new Rejected(
                    error.code(),
                    said + ": the sheet is not shared",
                    "share the sheet with everybody who has the link (Viewer is enough)",
                    null);
        }
        if (error.code().equals("FAILED_PRECONDITION")) {
            return new Rejected(
                    error.code(),
                    said + ": the file is no Google Sheet, but an Excel or other Office file",
                    "open it in Google Sheets, choose File, \"Save as Google Sheets\", and give the address of that one",
                    null);
        }
        if (error.message().startsWith("Unable to parse range")) {
            return new Rejected(
                    error.code(), said + ": the sheet has no such tab or range", "check the names of its tabs", null);
        }
        return new Rejected(error.code(), said, "check the address of the sheet", null);
    }
}
