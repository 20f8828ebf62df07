package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import java.util.List;

/** The daily budget that is the owner's own. */
final class Baseline {
    private Baseline() {}

    /**
     * That of the order whose budget is in force; else the owner has set what is found there, and that is it.
     *
     * @param orders newest first
     */
    static Money of(List<Order> orders, String serviceId, DailyBudget found) {
        for (Order order : orders) {
            if (order instanceof Pending pending
                    && pending.endedAt() == null
                    && pending.terms().serviceId().equals(serviceId)
                    && pending.terms().action() instanceof SetDailyBudget set) {
                return set.after().equals(found) ? set.baseline() : found.effective();
            }
        }
        return found.effective();
    }
}
