package dev.ratiofixer.campaign;

import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.SpendLimits;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a campaign was started with; it never changes.
 *
 * @param likeServer id of the service for likes, {@code null} for none
 * @param commentServer id of the service for comments, {@code null} for none
 * @param limits {@code null}: no limit was given, so nothing that costs is ordered
 */
public record CampaignTerms(
        String campaignName,
        @Nullable String commentsSheetUrl,
        @Nullable String sheetTier,
        @Nullable String likeServer,
        @Nullable String commentServer,
        OrderMode mode,
        @Nullable SpendLimits limits,
        CompleteWhen completeWhen,
        @Nullable Consent consent) {}
