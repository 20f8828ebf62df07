package dev.ratiofixer.smm.api;

import dev.ratiofixer.video.VideoFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the SMM verticle needs to know of a campaign to order for it.
 *
 * @param epoch the lease epoch of the node that asks; the database refuses an older one
 * @param likeServer id of the service for likes, {@code null} for none
 * @param commentServer id of the service for comments, {@code null} for none
 * @param limits {@code null} means no limit was given, and every cost is refused
 */
public record Promotion(
        String campaignId,
        long epoch,
        VideoFacts video,
        OrderMode mode,
        @Nullable String likeServer,
        @Nullable String commentServer,
        @Nullable String commentsSheetUrl,
        @Nullable String sheetTier,
        @Nullable SpendLimits limits,
        @Nullable Consent consent,
        Instant startedAt) {}
