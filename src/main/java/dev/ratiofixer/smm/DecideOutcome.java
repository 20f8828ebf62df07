package dev.ratiofixer.smm;

import dev.ratiofixer.bus.BusMessage;

/** The answer to {@link DecideOrder}. */
public sealed interface DecideOutcome extends BusMessage {
    /** Done; this is the order now. */
    record Decided(OrderView order) implements DecideOutcome {}

    /** No such order. */
    record NoSuchOrder(String orderId) implements DecideOutcome {}

    /** Its state does not allow that, or a limit or the spending switch does not. {@code reason} is for people. */
    record NotAllowed(OrderView order, String reason) implements DecideOutcome {}
}
