package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderStatus;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PolicySettings;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.policy.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.AdsView;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        CampaignOrderHistory history,
        AdsView ads,
        ApprovedComments prompts) {

    /** With what Google Ads says. */
    public PolicyInput with(AdsView view) {
        return new PolicyInput(
                now, promotion, evidence, settings, limits, likeLever, commentLever, team, history, view, prompts);
    }

    /** With the owner's texts. */
    public PolicyInput with(ApprovedComments texts) {
        return new PolicyInput(
                now, promotion, evidence, settings, limits, likeLever, commentLever, team, history, ads, texts);
    }

    /** The currency that an order without cost is written in. */
    public String currency() {
        SpendLimits spend = promotion.limits();
        if (spend != null) {
            return spend.maxSpend().currency();
        }
        return limits.currency();
    }

    /** Where a counter stands. */
    public CounterAssessment standing(AssessedCounter counter) {
        return CounterAssessment.of(counter, evidence, settings);
    }

    /**
     * A campaign's orders of one type.
     *
     * @param orders newest first
     */
    public record OrderHistory(List<Order> orders, Duration cooldown) {
        public static OrderHistory of(PolicyInput now, OrderType type) {
            List<Order> orders = now.history().orders().stream()
                    .filter(order -> order.terms().action().type() == type)
                    .toList();
            return new OrderHistory(orders, now.settings().cooldownOf(type));
        }

        /** One that is decided and not yet with the provider: nothing more is decided until it is. */
        public Optional<Order> unplaced() {
            return orders.stream()
                    .filter(order -> switch (order) {
                        case Proposed p -> true;
                        case Approved a -> true;
                        case Placing p -> true;
                        case Pending p -> false;
                        case Completed c -> false;
                        case Ended e -> false;
                    })
                    .findFirst();
        }

        /** Until when the lever rests after its newest order; empty if it never did anything. */
        Optional<Instant> restsUntil() {
            return orders.stream()
                    .filter(order -> order.status() != OrderStatus.CANCELLED)
                    .findFirst()
                    .map(order -> since(order).plus(cooldown));
        }

        public Optional<Instant> resting(Instant now) {
            return restsUntil().filter(now::isBefore);
        }

        private static Instant since(Order order) {
            return switch (order) {
                case Pending pending -> pending.receipt().at();
                case Completed completed -> completed.receipt().at();
                case Ended ended -> ended.at();
                case Proposed proposed -> proposed.terms().orderedAt();
                case Approved approved -> approved.approval().at();
                case Placing placing -> placing.approval().at();
            };
        }
    }
}
