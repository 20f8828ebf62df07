package dev.ratiofixer.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a provider did not do what it was asked; what matters is whether it may have done it all the same. */
public sealed interface ProviderFailure {
    /** One sentence for people, without secrets. */
    String reason();

    /** The provider's id of the request, {@code null} if it gave none. */
    default @Nullable String requestId() {
        return null;
    }

    /**
     * It said no, for good: asking the same again is useless.
     *
     * @param code the provider's own word for it, such as {@code commentsDisabled}
     */
    record Rejected(String code, String reason, @Nullable String requestId) implements ProviderFailure {}

    /**
     * It said "later", and did nothing.
     *
     * @param pause how long it asked to wait, {@code null} if it did not say
     */
    record Throttled(
            String reason,
            @Nullable Duration pause,
            @Nullable String requestId) implements ProviderFailure {}

    /** It was not reached, so it did nothing. */
    record Unreachable(String reason) implements ProviderFailure {}

    /** No answer, or a broken one: it may have done it. Read back. */
    record Indeterminate(String reason, @Nullable String requestId) implements ProviderFailure {
        public Indeterminate(String reason) {
            this(reason, null);
        }
    }

    /** It was not even sent: this node may not do it any more, or not now. */
    record Aborted(String reason) implements ProviderFailure {}

    /** The credentials are missing, refused or without the right. Nothing was done. */
    record Unauthorized(String reason) implements ProviderFailure {}
}
