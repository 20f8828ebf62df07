package dev.ratiofixer.smm.execution;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import org.jspecify.annotations.Nullable;

/** The limits that an order has to keep under the settings of now. */
final class SpendAllowance {
    private SpendAllowance() {}

    static SpendRules of(OrderTerms terms, SmmSettings settings) {
        return new SpendRules(terms.limits(), servicePerDay(terms, settings), settings.limits());
    }

    /** A service's orders of one day may reserve what one order at its highest budget would. */
    private static @Nullable Money servicePerDay(OrderTerms terms, SmmSettings settings) {
        if (!(terms.action() instanceof SetDailyBudget budget)) {
            return null;
        }
        return settings.service(terms.serviceId())
                .filter(AdBudgetService.class::isInstance)
                .map(AdBudgetService.class::cast)
                .map(service -> SetDailyBudget.exposure(
                        service.maxDaily(), Money.zero(service.maxDaily().currency()), budget.term()))
                .orElse(null);
    }
}
