package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.policy.PolicyInput;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How high a daily budget the limits leave room for. A forecast of what the ledger will allow, so that a raise is cut
 * to size and not refused; the ledger has the last word.
 */
final class Affordable {
    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();
    /** A raise that could not be kept up would only have cost money: it leaves so many days' worth of max_spend. */
    private static final Duration KEPT_UP = Duration.ofDays(7);

    private Affordable() {}

    /** The highest daily budget that can be raised to: its term is paid, and a week of it after that. */
    static Money raised(PolicyInput now, Money baseline, Duration term) {
        double spread = days(term) * SetDailyBudget.OVERDELIVERY;
        double above = Math.min(room(now, baseline) / spread, campaign(now, baseline) / (spread + days(KEPT_UP)));
        return baseline.plus(new Money((long) Math.max(0, above), baseline.currency()));
    }

    /** The highest daily budget whose term can be paid. */
    static Money kept(PolicyInput now, Money baseline, Duration term) {
        double above = room(now, baseline) / (days(term) * SetDailyBudget.OVERDELIVERY);
        return baseline.plus(new Money((long) Math.max(0, above), baseline.currency()));
    }

    private static double days(Duration duration) {
        return duration.toMillis() / DAY_MILLIS;
    }

    /** What one more order may reserve. */
    private static double room(PolicyInput now, Money baseline) {
        SpendLimits limits = now.promotion().limits();
        if (!now.limits().spending() || limits == null) {
            return 0;
        }
        String currency = baseline.currency();
        long day = cap(limits.dailySpend(), currency) - today(now);
        long order = Math.min(
                cap(now.limits().perOrder(), currency), cap(now.limits().perDay(), currency));
        return Math.min((double) order, Math.min(campaign(now, baseline), (double) day));
    }

    /** What is left of the campaign's limit. */
    private static double campaign(PolicyInput now, Money baseline) {
        SpendLimits limits = now.promotion().limits();
        Money reserved = now.book().totals().reserved();
        long taken = reserved == null ? 0 : reserved.micros();
        return limits == null ? 0 : cap(limits.maxSpend(), baseline.currency()) - taken;
    }

    private static long today(PolicyInput now) {
        LocalDate today = LocalDate.ofInstant(now.now(), ZoneOffset.UTC);
        return now.book().orders().stream()
                .filter(order -> LocalDate.ofInstant(order.terms().orderedAt(), ZoneOffset.UTC)
                        .equals(today))
                .map(Order::held)
                .mapToLong(Money::micros)
                .sum();
    }

    private static long cap(@Nullable Money limit, String currency) {
        return limit == null || !limit.currency().equals(currency) ? 0 : limit.micros();
    }
}
