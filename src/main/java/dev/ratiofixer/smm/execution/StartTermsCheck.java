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
                        ? "the limit of a day is within the limit in all"
                        : "the limit of a day, " + spend.dailySpend() + ", is more than the limit in all, "
                                + spend.maxSpend() + ": lower it, or raise the other");
    }

    /** A service's currency is that of the engine's limits, which the configuration is checked for. */
    private static Prerequisite currency(SpendLimits spend, AdBudgetService ads, EngineLimits limits) {
        String given = spend.maxSpend().currency();
        String wanted = ads.minDaily().currency();
        boolean met = given.equals(wanted);
        String also = limits.currency().equals(wanted) ? "" : " and those of Ratio Fixer are in " + limits.currency();
        return new Prerequisite(
                "limits_currency",
                "currency",
                met,
                true,
                met
                        ? "the limits are in " + wanted + ", as " + ads.name() + " is"
                        : "the limits are in " + given + ", " + ads.name() + " is in " + wanted + also
                                + ": give the limits in " + wanted);
    }
}
