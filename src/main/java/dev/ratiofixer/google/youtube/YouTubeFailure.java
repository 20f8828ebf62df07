package dev.ratiofixer.google.youtube;

import java.time.Duration;
import java.util.Optional;

/**
 * How a call failed. Nothing here quotes the request, so that no key gets into a log; {@code reason} is YouTube's own
 * short word, never its message, which may hold HTML.
 */
public sealed interface YouTubeFailure {
    /** One sentence for people. */
    String detail();

    /** Whether the upstream itself is at fault, which is what a breaker counts. */
    default boolean upstreamAtFault() {
        return switch (this) {
            case QuotaExceeded q -> false;
            case RateLimited r -> false;
            case KeyRefused k -> false;
            case NotFound n -> false;
            case Rejected r -> true;
            case ServerBroken s -> true;
            case TimedOut t -> true;
            case Unreachable u -> true;
            case MalformedResponse g -> true;
        };
    }

    /** The bucket's units of the day are used up. */
    record QuotaExceeded() implements YouTubeFailure {
        @Override
        public String detail() {
            return "YouTube says that the day's quota is used up";
        }
    }

    /** Too many requests in a short time. */
    record RateLimited(Optional<Duration> retryAfter) implements YouTubeFailure {
        @Override
        public String detail() {
            return "YouTube asks to slow down";
        }
    }

    /** The API key is invalid, expired or not allowed to use this API. */
    record KeyRefused(String reason) implements YouTubeFailure {
        @Override
        public String detail() {
            return "YouTube refuses the API key (" + reason + "): set a valid YOUTUBE_API_KEY";
        }
    }

    /** There is no such thing as was asked for. */
    record NotFound(String reason) implements YouTubeFailure {
        @Override
        public String detail() {
            return "YouTube does not know what was asked for (" + reason + ")";
        }
    }

    /** Any other refusal of the request. */
    record Rejected(int status, String reason) implements YouTubeFailure {
        @Override
        public String detail() {
            return "YouTube refused the request with " + status + " " + reason;
        }
    }

    /** A 5xx answer. */
    record ServerBroken(int status) implements YouTubeFailure {
        @Override
        public String detail() {
            return "YouTube answered " + status;
        }
    }

    /** No whole answer within the limit. */
    record TimedOut(Duration limit) implements YouTubeFailure {
        @Override
        public String detail() {
            return "YouTube did not answer within " + limit.toMillis() + " ms";
        }
    }

    /** No connection, or it broke before an answer. */
    record Unreachable(String kind) implements YouTubeFailure {
        @Override
        public String detail() {
            return "YouTube cannot be reached (" + kind + ")";
        }
    }

    /** An answer that is no answer: not JSON, cut off, of the wrong shape, too large. */
    record MalformedResponse(String what) implements YouTubeFailure {
        @Override
        public String detail() {
            return "YouTube's answer makes no sense: " + what;
        }
    }
}
