package dev.ratiofixer.smm.order;

import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.video.CommentVisibility;
import org.jspecify.annotations.Nullable;

/** What others are shown of an order. Pure. */
public final class OrderViews {
    private OrderViews() {}

    static OrderView of(Order order) {
        OrderTerms terms = order.terms();
        Approval approval = Order.approvalOf(order);
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
                Order.completedAt(order),
                terms.summary(),
                approval == null ? null : approval.by(),
                problem(order),
                visibility(order));
    }

    /** Returns why it failed or does not work, {@code null} if it does. */
    public static @Nullable String problem(Order order) {
        return switch (order) {
            case Placing placing
            when !placing.attempt().problem().isEmpty() -> placing.attempt().problem();
            case Ended ended -> ended.reason();
            case Placing placing -> null;
            case Proposed open -> null;
            case Approved open -> null;
            case Pending pending -> unseen(pending.receipt().visibility());
            case Completed done -> unseen(done.receipt().visibility());
        };
    }

    /** Returns whether anybody can see what it posted, {@code null} if it posted nothing or that is not known. */
    public static @Nullable CommentVisibility visibility(Order order) {
        return switch (order) {
            case Pending pending -> pending.receipt().visibility();
            case Completed completed -> completed.receipt().visibility();
            case Proposed unplaced -> null;
            case Approved unplaced -> null;
            case Placing unplaced -> null;
            case Ended over -> null;
        };
    }

    private static @Nullable String unseen(@Nullable CommentVisibility visibility) {
        if (visibility == null) {
            return null;
        }
        return switch (visibility) {
            case VISIBLE -> null;
            case HELD_FOR_REVIEW ->
                "YouTube holds the comment for review, nobody sees it: approve it in YouTube Studio, Community";
            case LIKELY_SPAM ->
                "YouTube takes the comment for spam, nobody sees it: approve it in YouTube Studio, Community";
            case GONE -> "the comment is not there any more: it was rejected or deleted";
        };
    }
}
