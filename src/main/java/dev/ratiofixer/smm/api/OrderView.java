package dev.ratiofixer.smm.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.video.CommentVisibility;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as others see it.
 *
 * @param quantity what the order is of, in its type's unit: micros of the new daily budget, comments, tasks
 * @param cost what it reserves or has spent
 * @param forecastLikes likes it is forecast to bring over its life
 * @param forecastComments likewise comments
 * @param summary one sentence for people, without comment text
 * @param approvedBy who or what allowed it, {@code null} while proposed
 * @param problem why it failed or is held, {@code null} for none
 * @param visibility whether anybody can see the comment that it posted, {@code null} for none or not known
 */
public record OrderView(
        String orderId,
        String campaignId,
        OrderType orderType,
        String serviceId,
        OrderStatus status,
        long quantity,
        Money cost,
        long forecastLikes,
        long forecastComments,
        Instant orderedAt,
        @Nullable Instant completedAt,
        String summary,
        @Nullable String approvedBy,
        @Nullable String problem,
        @Nullable CommentVisibility visibility) {

    /**
     * Where an order is in its life: {@code proposed → approved → placing → pending → completed}, or one of four ends.
     */
    public enum OrderStatus {
        @JsonProperty("proposed")
        PROPOSED,
        @JsonProperty("approved")
        APPROVED,
        /** Written and its cost reserved; the provider may or may not have it. Reconciled by reading back. */
        @JsonProperty("placing")
        PLACING,
        /** The provider has it; its effect is still awaited. */
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("completed")
        COMPLETED,
        @JsonProperty("rejected")
        REJECTED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("cancelled")
        CANCELLED,
        @JsonProperty("expired")
        EXPIRED
    }
}
