package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.OrderStatus;
import dev.ratiofixer.smm.OrderType;
import dev.ratiofixer.smm.order.Approved;
import dev.ratiofixer.smm.order.Completed;
import dev.ratiofixer.smm.order.Ended;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Pending;
import dev.ratiofixer.smm.order.Placing;
import dev.ratiofixer.smm.order.Proposed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A campaign's orders of one type.
 *
 * @param orders newest first
 */
record OrderHistory(List<Order> orders, Duration cooldown) {
    static OrderHistory of(PolicyInput now, OrderType type) {
        List<Order> orders = now.book().orders().stream()
                .filter(order -> order.terms().action().type() == type)
                .toList();
        return new OrderHistory(orders, now.settings().cooldownOf(type));
    }

    /** One that is decided and not yet with the provider: nothing more is decided until it is. */
    Optional<Order> unplaced() {
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

    Optional<Instant> resting(Instant now) {
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
