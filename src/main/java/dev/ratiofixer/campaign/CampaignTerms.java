package dev.ratiofixer.campaign;

import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.SpendLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a campaign was started with, or was edited to since.
 *
 * @param likeServer id of the service for likes, {@code null} for none
 * @param commentServer id of the service for comments, {@code null} for none
 * @param limits {@code null}: no limit was given, so nothing that costs is ordered
 * @param labels whose it is, and how people find it; terms that were stored before there were any have none
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
        @Nullable Consent consent,
        Labels labels) {
    /** What was stored by earlier releases has no labels. What most campaigns have alike is kept once. */
    public CampaignTerms {
        labels = labels == null || labels.equals(Labels.NONE) ? Labels.NONE : labels;
        completeWhen = completeWhen.equals(CompleteWhen.NEVER) ? CompleteWhen.NEVER : completeWhen;
    }

    /** Terms of nobody's campaign. */
    public CampaignTerms(
            String campaignName,
            @Nullable String commentsSheetUrl,
            @Nullable String sheetTier,
            @Nullable String likeServer,
            @Nullable String commentServer,
            OrderMode mode,
            @Nullable SpendLimits limits,
            CompleteWhen completeWhen,
            @Nullable Consent consent) {
        this(
                campaignName,
                commentsSheetUrl,
                sheetTier,
                likeServer,
                commentServer,
                mode,
                limits,
                completeWhen,
                consent,
                Labels.NONE);
    }

    /**
     * Says whose a campaign is, and how people find it.
     *
     * @param client id of the client whose limit it counts for, {@code null} for none
     * @param artist {@code null} for none
     * @param tags in the order given, none twice
     */
    public record Labels(@Nullable String client, @Nullable String artist, List<String> tags) {
        /** Nobody's, and nothing to find it by. */
        public static final Labels NONE = new Labels(null, null, List.of());

        public Labels {
            tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
        }
    }

    /** The same terms with other labels, and another name. */
    public CampaignTerms labelled(String name, Labels other) {
        return new CampaignTerms(
                name,
                commentsSheetUrl,
                sheetTier,
                likeServer,
                commentServer,
                mode,
                limits,
                completeWhen,
                consent,
                other);
    }

    /** Whether other terms differ in the name and the labels alone, so that they change nothing of what is ordered. */
    public boolean differsInWordsOnly(CampaignTerms other) {
        return labelled(other.campaignName, other.labels).equals(other);
    }

    /**
     * Whether orders that these terms allowed may not stand under others: another mode, service or sheet, a lower
     * limit, or less of a consent.
     */
    boolean narrowedTo(CampaignTerms other) {
        boolean others = mode != other.mode
                || !Objects.equals(likeServer, other.likeServer)
                || !Objects.equals(commentServer, other.commentServer)
                || !Objects.equals(commentsSheetUrl, other.commentsSheetUrl)
                || !Objects.equals(sheetTier, other.sheetTier)
                || !Objects.equals(labels.client, other.labels.client);
        return others || lessToSpend(other.limits) || lessConsent(other.consent);
    }

    private boolean lessToSpend(@Nullable SpendLimits other) {
        return limits != null
                && (other == null
                        || !other.maxSpend().currency().equals(limits.maxSpend().currency())
                        || other.maxSpend().compareTo(limits.maxSpend()) < 0
                        || other.dailySpend().compareTo(limits.dailySpend()) < 0);
    }

    private boolean lessConsent(@Nullable Consent other) {
        return consent != null && (other == null || !other.includes(consent));
    }

    /**
     * Decides when a campaign is complete: as soon as one of its conditions holds; with none it runs until stopped.
     *
     * @param views the video has at least so many
     * @param healthyFor likes and comments stayed at or over the trigger quantile for so long
     * @param until the instant is reached
     */
    public record CompleteWhen(
            @Nullable Long views,
            @Nullable Duration healthyFor,
            @Nullable Instant until) {
        /** Runs until stopped. */
        public static final CompleteWhen NEVER = new CompleteWhen(null, null, null);
    }
}
