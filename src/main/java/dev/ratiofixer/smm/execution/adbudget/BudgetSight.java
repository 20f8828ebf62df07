package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.google.ads.AdsCampaign;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.execution.Placement;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;

/** Says what a budget that was found at Google Ads means for an order. Pure. */
final class BudgetSight {
    private BudgetSight() {}

    /** What was found, as orders hold it. */
    static DailyBudget budget(AdsCampaign campaign) {
        return new DailyBudget(new Money(campaign.budget().amountMicros(), campaign.currency()), campaign.enabled());
    }

    /** The owner's own: a baseline of nothing was a paused campaign. */
    static DailyBudget own(SetDailyBudget order) {
        return order.baseline().isPositive()
                ? new DailyBudget(order.baseline(), true)
                : new DailyBudget(order.after().daily(), false);
    }

    static Account account(SetDailyBudget order) {
        return new Account(order.customerId(), order.managerId());
    }

    /** Whether the amount is the order's. A campaign that somebody has paused since still has it when it is enabled. */
    static boolean inForce(SetDailyBudget order, AdsCampaign found) {
        DailyBudget current = budget(found);
        boolean pausedSince = order.after().serving()
                && order.baseline().isPositive()
                && !order.after().daily().equals(order.before().daily())
                && !found.removed()
                && current.daily().equals(order.after().daily());
        return current.equals(order.after()) || pausedSince;
    }

    /** What a budget that was found says of the order; {@code NotFound} when it is still the one before. */
    static Placement seen(SetDailyBudget order, AdsCampaign found) {
        DailyBudget current = budget(found);
        if (inForce(order, found)) {
            return new Placement.Placed(found.budget().name(), found.requestId(), "found at " + current);
        }
        return current.equals(order.before())
                ? new Placement.NotFound()
                : new Placement.NotPlaced(
                        "the budget is " + current + " and was " + order.before()
                                + " when this was decided: somebody else has changed it",
                        found.requestId());
    }
}
