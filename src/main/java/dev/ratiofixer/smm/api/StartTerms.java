package dev.ratiofixer.smm.api;

import dev.ratiofixer.video.VideoId;
import org.jspecify.annotations.Nullable;

/**
 * What a start asks for, as far as it is known: all that decides whether its services could order for it. What is
 * {@code null} was not given.
 *
 * @param campaignId the campaign that is checked again, {@code null} for one that is not there yet
 * @param channelId the channel of the video
 */
public record StartTerms(
        @Nullable String campaignId,
        @Nullable VideoId video,
        @Nullable String channelId,
        OrderMode mode,
        @Nullable SpendLimits limits) {
    /** Nothing but the services is known. */
    public static final StartTerms NONE = new StartTerms(null, null, null, OrderMode.PROPOSE, null);
}
