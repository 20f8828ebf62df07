package dev.ratiofixer.smm.policy;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.SpendLimits;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.SetDailyBudget;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How high a daily budget the limits leave room for. A forecast of what the ledger will allow, so that a raise is cut
 * to size and not refused; the ledger has the last word.
 */
final class Affordable {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private Affordable() {}

    /** The highest daily budget whose term the campaign's and the engine's limits can pay above the baseline. */
    static Money daily(Situation now, Money baseline, Duration term) {
        long room = room(now, baseline.currency());
        long above = room * DAY_MILLIS / SetDailyBudget.OVERDELIVERY / term.toMillis();
        return baseline.plus(new Money(Math.max(0, above), baseline.currency()));
    }

    private static long room(Situation now, String currency) {
        SpendLimits limits = now.promotion().limits();
        if (!now.limits().spending()
                || limits == null
                || !limits.maxSpend().currency().equals(currency)) {
            return 0;
        }
        long campaign = limits.maxSpend().micros() - micros(now.book().totals().reserved());
        long day = limits.dailySpend().micros() - today(now);
        long order = Math.min(
                cap(now.limits().perOrder(), currency), cap(now.limits().perDay(), currency));
        return Math.min(order, Math.min(campaign, day));
    }

    private static long today(Situation now) {
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

    private static long micros(@Nullable Money money) {
        return money == null ? 0 : money.micros();
    }
}
