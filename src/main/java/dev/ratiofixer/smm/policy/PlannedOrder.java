package dev.ratiofixer.smm.policy;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.PromotionService;
import dev.ratiofixer.smm.order.Forecast;
import dev.ratiofixer.smm.order.OrderAction;

/**
 * An order that the policy finds right.
 *
 * @param summary one sentence for people: what and why
 */
public record PlannedOrder(
        PromotionService service, OrderAction action, Money cost, Forecast forecast, String summary) {}
