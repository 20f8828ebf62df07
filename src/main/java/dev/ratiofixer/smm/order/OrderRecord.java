package dev.ratiofixer.smm.order;

import dev.ratiofixer.smm.OrderStatus;
import java.util.List;

/** An order with its whole history, oldest step first. */
public record OrderRecord(Order order, List<Step> history) {
    /** What happened, and the state that the order was in from then on. */
    public record Step(OrderStatus status, OrderEvent event) {}
}
