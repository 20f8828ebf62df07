package dev.ratiofixer.smm;

import dev.ratiofixer.bus.BusMessage;

/**
 * A campaign's regular request: here is where it stands, order what the policy finds right. Also sent without a
 * shortfall (about once a day), as a budget may have to be lowered. Answered by a {@link PlaceOrderOutcome}.
 */
public record PlaceOrder(Promotion promotion, Evidence evidence) implements BusMessage {}
