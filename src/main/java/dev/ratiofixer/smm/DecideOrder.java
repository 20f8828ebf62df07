package dev.ratiofixer.smm;

import dev.ratiofixer.bus.BusMessage;

/**
 * A person's decision on an order. Answered by a {@link DecideOutcome}.
 *
 * @param actor name of the key that decided; kept in the audit trail
 * @param note free text, may be empty
 */
public record DecideOrder(String orderId, PersonDecision verdict, String actor, String note) implements BusMessage {
    /** What was decided. */
    public enum PersonDecision {
        APPROVE,
        REJECT,
        COMPLETE
    }
}
