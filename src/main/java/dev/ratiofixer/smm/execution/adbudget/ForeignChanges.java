package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import io.vertx.core.Future;

/** Hears that somebody else has changed the budget that an order had set, or was to set. */
@FunctionalInterface
public interface ForeignChanges {
    /** Holds the campaign, and returns who did it as one sentence for people. Fails if the hold cannot be kept. */
    Future<String> found(Order order, SetDailyBudget set, DailyBudget found);
}
