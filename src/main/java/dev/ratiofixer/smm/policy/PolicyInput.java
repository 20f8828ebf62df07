package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.EngineLimits;
import dev.ratiofixer.smm.Evidence;
import dev.ratiofixer.smm.PolicySettings;
import dev.ratiofixer.smm.Promotion;
import dev.ratiofixer.smm.PromotionService;
import dev.ratiofixer.smm.TeamTaskService;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that the policy looks at.
 *
 * @param likeLever the service for likes, {@code null} for none
 * @param commentLever the service for comments, {@code null} for none
 * @param team who is asked when no lever helps, {@code null} for nobody
 */
public record PolicyInput(
        Instant now,
        Promotion promotion,
        Evidence evidence,
        PolicySettings settings,
        EngineLimits limits,
        @Nullable PromotionService likeLever,
        @Nullable PromotionService commentLever,
        @Nullable TeamTaskService team,
        CampaignOrderHistory book,
        AdsView ads,
        ApprovedComments prompts) {

    /** With what Google Ads says. */
    public PolicyInput with(AdsView view) {
        return new PolicyInput(
                now, promotion, evidence, settings, limits, likeLever, commentLever, team, book, view, prompts);
    }

    /** With the owner's texts. */
    public PolicyInput with(ApprovedComments texts) {
        return new PolicyInput(
                now, promotion, evidence, settings, limits, likeLever, commentLever, team, book, ads, texts);
    }

    /** Where a counter stands. */
    public CounterAssessment standing(Counter counter) {
        return CounterAssessment.of(counter, evidence, settings);
    }
}
