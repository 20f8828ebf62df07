package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.order.Approval;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderTerms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Orders as others see them. */
public final class OrderViews {
    private OrderViews() {}

    /** The view of an order. */
    public static OrderView of(Order order) {
        OrderTerms terms = order.terms();
        Approval approval = approval(order);
        return new OrderView(
                terms.orderId(),
                terms.campaignId(),
                terms.action().type(),
                terms.serviceId(),
                order.status(),
                terms.action().quantity(),
                order instanceof Ended ? terms.cost() : order.held(),
                terms.forecast().likes(),
                terms.forecast().comments(),
                terms.orderedAt(),
                completedAt(order),
                terms.summary(),
                approval == null ? null : approval.by(),
                problem(order));
    }

    private static @Nullable Approval approval(Order order) {
        return switch (order) {
            case Proposed proposed -> null;
            case Approved approved -> approved.approval();
            case Placing placing -> placing.approval();
            case Pending pending -> pending.approval();
            case Completed completed -> completed.approval();
            case Ended ended -> ended.approval();
        };
    }

    private static @Nullable Instant completedAt(Order order) {
        return switch (order) {
            case Completed completed -> completed.at();
            case Ended ended -> ended.at();
            case Proposed open -> null;
            case Approved open -> null;
            case Placing open -> null;
            case Pending open -> null;
        };
    }

    private static @Nullable String problem(Order order) {
        return switch (order) {
            case Placing placing
            when !placing.attempt().problem().isEmpty() -> placing.attempt().problem();
            case Ended ended -> ended.reason();
            case Placing placing -> null;
            case Proposed open -> null;
            case Approved open -> null;
            case Pending open -> null;
            case Completed done -> null;
        };
    }
}
