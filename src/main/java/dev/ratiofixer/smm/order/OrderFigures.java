package dev.ratiofixer.smm.order;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;

/**
 * What an operator watches of the orders of all nodes.
 *
 * @param proposed how many wait for a person
 * @param budgetsNotBack how many raised budgets are in force after the end of their term
 * @param heldToday what the orders of this UTC day hold of the limits, in micros by currency
 */
public record OrderFigures(long proposed, long budgetsNotBack, Map<String, Long> heldToday) {
    public OrderFigures {
        heldToday = Map.copyOf(heldToday);
    }

    /** Counts them. Any thread. */
    public interface Source {
        /** Returns the figures at an instant of the engine's clock. */
        Future<OrderFigures> at(Instant now);
    }
}
