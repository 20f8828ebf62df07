package dev.ratiofixer.smm.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a provider did not do what it was asked; what matters is whether it may have done it all the same. */
public sealed interface ChannelFailure {
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
    record Refused(String code, String reason, @Nullable String requestId) implements ChannelFailure {}

    /**
     * It said "later", and did nothing.
     *
     * @param pause how long it asked to wait, {@code null} if it did not say
     */
    record Busy(
            String reason,
            @Nullable Duration pause,
            @Nullable String requestId) implements ChannelFailure {}

    /** It was not reached, so it did nothing. */
    record Unreachable(String reason) implements ChannelFailure {}

    /** No answer, or a broken one: it may have done it. Read back. */
    record Doubtful(String reason, @Nullable String requestId) implements ChannelFailure {
        public Doubtful(String reason) {
            this(reason, null);
        }
    }

    /** It was not even sent: this node may not do it any more, or not now. */
    record Withheld(String reason) implements ChannelFailure {}

    /** The credentials are missing, refused or without the right. Nothing was done. */
    record Denied(String reason) implements ChannelFailure {}
}
