package dev.ratiofixer.provider;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider did not do what it was asked. What matters is whether it may have done it all the same, and whether
 * asking again can help. Nothing here quotes the request, so that no key gets into a log.
 */
public sealed interface ProviderFailure {
    /** One sentence for people, without secrets. */
    String reason();

    /** What a person can do about it; empty where nothing is known but to wait. */
    default String remedy() {
        return "";
    }

    /** The reason, and the remedy if there is one. */
    default String detail() {
        return remedy().isEmpty() ? reason() : reason() + "; " + remedy();
    }

    /** The provider's id of the request, {@code null} if it gave none. */
    default @Nullable String requestId() {
        return null;
    }

    /**
     * It said no, for good: asking the same again is useless.
     *
     * @param code the provider's own word for it, such as {@code commentsDisabled}
     * @param details all that it said
     */
    record Rejected(
            String code,
            String reason,
            String remedy,
            @Nullable String requestId,
            RejectionDetails details) implements ProviderFailure {
        public Rejected(String code, String reason, String remedy, @Nullable String requestId) {
            this(code, reason, remedy, requestId, RejectionDetails.of(code));
        }

        public Rejected(String code, String reason, @Nullable String requestId) {
            this(code, reason, "", requestId);
        }
    }

    /**
     * A refusal read whole: a provider may name several errors, and figures with them.
     *
     * @param codes every code that it gave, the most exact first
     * @param facts what it added, by the provider's own names, such as {@code budgetPerDayMinimumMicros}
     */
    record RejectionDetails(List<String> codes, Map<String, String> facts) {
        public RejectionDetails {
            codes = List.copyOf(codes);
            facts = Map.copyOf(facts);
        }

        static RejectionDetails of(String code) {
            return new RejectionDetails(List.of(code), Map.of());
        }
    }

    /** There is no such thing as was asked for. */
    record NotFound(
            String code,
            String reason,
            String remedy,
            @Nullable String requestId) implements ProviderFailure {}

    /**
     * The day's quota is used up. Nothing was done.
     *
     * @param pause until the next day of the quota begins
     */
    record QuotaExhausted(String reason, Duration pause) implements ProviderFailure {}

    /**
     * It said "later", and did nothing.
     *
     * @param pause how long it asked to wait, {@code null} if it did not say
     */
    record Throttled(
            String reason,
            @Nullable Duration pause,
            @Nullable String requestId) implements ProviderFailure {}

    /**
     * The credentials are missing, refused or without the right. Nothing was done. That may pass by itself, as after an
     * API was enabled a minute ago.
     *
     * @param code the provider's own word for it, such as {@code API_KEY_INVALID}
     * @param withdrawn whether it says that the account itself does not authorize the engine
     */
    record Unauthorized(String code, String reason, String remedy, boolean withdrawn) implements ProviderFailure {
        /** One that says nothing of an account. */
        public Unauthorized(String code, String reason, String remedy) {
            this(code, reason, remedy, false);
        }
    }

    /** It was not reached, so it did nothing. */
    record Unreachable(String reason) implements ProviderFailure {}

    /** No answer, or a broken one: it may have done it. Read back. */
    record Indeterminate(
            Doubt doubt, String reason, @Nullable String requestId) implements ProviderFailure {
        /** An answer that makes no sense. */
        public Indeterminate(String reason) {
            this(Doubt.MALFORMED, reason, null);
        }
    }

    /** It was not even sent: this node may not do it any more, or not now. */
    record Aborted(String reason) implements ProviderFailure {}

    /** What leaves an outcome unknown. */
    enum Doubt {
        /** A 5xx answer, which may come after the thing was done. */
        SERVER_ERROR,
        TIMED_OUT,
        /** It broke before an answer had come, or within it. */
        CONNECTION_LOST,
        /** An answer that is none: not JSON, of the wrong shape, too large. */
        MALFORMED
    }

    /** Carries a {@link ProviderFailure} through a failed future; without a stack trace, as it is no bug. */
    final class ProviderException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ProviderFailure failure;

        public ProviderException(ProviderFailure failure) {
            super(failure.detail(), null, false, false);
            this.failure = failure;
        }

        public ProviderFailure failure() {
            return failure;
        }

        /** The failure that a future failed with; an unexpected cause is doubtful. */
        public static ProviderFailure of(Throwable cause) {
            return cause instanceof ProviderException known
                    ? known.failure
                    : new ProviderFailure.Indeterminate("something unexpected went wrong here ("
                            + cause.getClass().getSimpleName() + ")");
        }

        /** A future that failed so. */
        public static <T> Future<T> failed(ProviderFailure failure) {
            return Future.failedFuture(new ProviderException(failure));
        }
    }
}
