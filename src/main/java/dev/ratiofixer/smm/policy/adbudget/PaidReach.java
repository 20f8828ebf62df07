package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.policy.adbudget.AdsView.AdsDay;
import java.time.Duration;
import java.util.List;

/** What a raised budget buys in views. */
final class PaidReach {
    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final int RECENT = 7;

    private PaidReach() {}

    /** Views that the amount above the baseline is forecast to bring, at the price of the last week; 0 when unknown. */
    static double views(List<AdsDay> days, SetDailyBudget action) {
        List<AdsDay> recent = days.subList(Math.max(0, days.size() - RECENT), days.size());
        double cost = recent.stream().mapToLong(AdsDay::costMicros).sum();
        double views = recent.stream().mapToLong(AdsDay::views).sum();
        if (cost <= 0) {
            return 0;
        }
        long above = action.after().effective().minus(action.baseline()).micros();
        return above * (action.term().toMillis() / DAY_MILLIS) * views / cost;
    }
}
