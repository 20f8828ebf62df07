package dev.ratiofixer.smm.policy;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.order.OrderAction;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import java.time.Instant;
import java.util.List;

/**
 * What to order now.
 *
 * @param reasons why levers are held, a sentence each; never empty when there are no orders
 * @param askAgainAt when the next decision can come out differently
 */
public record Plan(List<PlannedOrder> orders, List<String> reasons, Instant askAgainAt) {
    /**
     * An order that the policy finds right.
     *
     * @param summary one sentence for people: what and why
     */
    public record PlannedOrder(
            PromotionService service, OrderAction action, Money cost, Forecast forecast, String summary) {}
}
