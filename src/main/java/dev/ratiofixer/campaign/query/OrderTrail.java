package dev.ratiofixer.campaign.query;

import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order with all that happened to it.
 *
 * @param uplift what it brought as far as that is measured, {@code null} before
 * @param audit every change, oldest first
 * @param basis what it was decided on, {@code null} where that is not kept
 */
public record OrderTrail(
        OrderView order,
        @Nullable UpliftView uplift,
        List<TrailStep> audit,
        @Nullable Basis basis) {
    /** Where nothing is known of what it was decided on. */
    public OrderTrail(OrderView order, @Nullable UpliftView uplift, List<TrailStep> audit) {
        this(order, uplift, audit, null);
    }

    /**
     * What a person needs to decide.
     *
     * @param campaignName {@code null} where the campaign is gone
     * @param commentText the text that an owner's comment posts, word by word; {@code null} for other orders
     * @param decideUntil {@code null} where nobody needs to decide any more
     */
    public record Basis(
            @Nullable String campaignName,
            String videoId,
            @Nullable String videoTitle,
            @Nullable String commentText,
            Evidence evidence,
            @Nullable Instant decideUntil) {}

    /**
     * What an order brought; a counter that cannot be measured is {@code null}.
     *
     * @param window when it was looked for, {@code null} for orders of earlier releases
     */
    public record UpliftView(
            @Nullable Measured likes,
            @Nullable Measured comments,
            Instant measuredAt,
            @Nullable EffectHours window) {}

    /**
     * When an effect was looked for.
     *
     * @param together ids of orders that worked in the same hours: the effect is of all of them
     * @param noLikes why the effect on likes cannot be measured, {@code null} if it can; likewise of comments
     */
    public record EffectHours(
            Instant from,
            Instant to,
            List<String> together,
            @Nullable String noLikes,
            @Nullable String noComments) {}

    /** An estimate, and the interval that holds it in nine cases of ten. */
    public record Measured(double estimate, double low, double high) {}

    /**
     * One change of an order.
     *
     * @param actor the key's name, or the part of the engine
     * @param note may be empty
     * @param requestId of the request that caused it: a provider's own id where it gave one, else the engine's
     */
    public record TrailStep(Instant at, String status, String actor, String note, String requestId) {}
}
