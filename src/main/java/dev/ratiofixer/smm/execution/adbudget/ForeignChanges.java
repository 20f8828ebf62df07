package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import io.vertx.core.Future;

/** Hears that somebody else has changed the budget that an order had set. */
@FunctionalInterface
public interface ForeignChanges {
    /** Holds the campaign, and returns who did it as one sentence for people. Fails if the hold cannot be kept. */
    Future<String> found(Pending order, SetDailyBudget set, DailyBudget found);
}
