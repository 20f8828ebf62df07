package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.api.StartTerms;
import java.util.ArrayList;
import java.util.List;

/** Checks what can be said of a start without asking anybody: its money. Pure. */
final class StartTermsCheck {
    private StartTermsCheck() {}

    /** Returns the lines of the check list; what was not given has no line. */
    static List<Prerequisite> of(StartTerms terms, List<PromotionService> levers, EngineLimits limits) {
        List<Prerequisite> lines = new ArrayList<>();
        SpendLimits spend = terms.limits();
        if (spend != null) {
            lines.add(withinMax(spend));
            for (PromotionService lever : levers) {
                if (lever instanceof AdBudgetService ads) {
                    lines.add(currency(spend, ads, limits));
                }
            }
        }
        return List.copyOf(lines);
    }

    private static Prerequisite withinMax(SpendLimits spend) {
        boolean met = spend.dailySpend().compareTo(spend.maxSpend()) <= 0;
        return new Prerequisite(
                "daily_spend_within_max_spend",
                "daily_spend",
                met,
                true,
                met
                        ? "daily_spend does not exceed max_spend"
                        : "daily_spend, " + spend.dailySpend() + ", exceeds max_spend, " + spend.maxSpend()
                                + ": lower it, or raise max_spend");
    }

    /** A service's currency is that of the engine's limits, which the configuration is checked for. */
    private static Prerequisite currency(SpendLimits spend, AdBudgetService ads, EngineLimits limits) {
        String given = spend.maxSpend().currency();
        String wanted = ads.minDaily().currency();
        boolean met = given.equals(wanted);
        String also = limits.currency().equals(wanted) ? "" : " and limits.currency is " + limits.currency();
        return new Prerequisite(
                "limits_currency",
                "currency",
                met,
                true,
                met
                        ? "service " + ads.id() + " and the limits are in " + wanted
                        : "the limits are in " + given + ", service " + ads.id() + " is in " + wanted + also
                                + ": give max_spend and daily_spend in " + wanted);
    }
}
