package dev.ratiofixer.smm;

import dev.ratiofixer.bus.BusMessage;
import java.time.Instant;
import java.util.List;

/** The answer to {@link PlaceOrder}. */
public sealed interface PlaceOrderOutcome extends BusMessage {
    /** When asking again makes sense. */
    Instant askAgainAt();

    /** Orders were written; in {@code propose} mode they wait for a person. Their further life comes as news. */
    record Ordered(List<OrderView> orders, Instant askAgainAt) implements PlaceOrderOutcome {}

    /** Nothing was ordered. {@code reason} is one sentence for people. */
    record Held(String reason, Instant askAgainAt) implements PlaceOrderOutcome {}
}
