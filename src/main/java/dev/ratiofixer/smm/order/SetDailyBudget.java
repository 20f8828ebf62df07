package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.OrderType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sets the daily budget of an ads campaign for a term. What is above the baseline, which is the budget that the engine
 * found there, is the order's money; at the end of the term it goes back unless a next order has followed.
 *
 * @param baseline the budget of the owner's own, that no order pays for
 * @param before what the order was decided on; found otherwise, somebody else has changed it and nothing is done
 * @param term for how long the amount above the baseline is reserved
 */
public record SetDailyBudget(
        String customerId,
        @Nullable String managerId,
        String adsCampaignId,
        Money baseline,
        DailyBudget before,
        DailyBudget after,
        Duration term)
        implements OrderAction {
    /** A day's spend can reach this many times the daily budget. Source: Google Ads Help, "About daily budgets". */
    public static final int OVERDELIVERY = 2;

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    @Override
    public OrderType type() {
        return OrderType.AD_BUDGET;
    }

    @Override
    public long quantity() {
        return after.effective().micros();
    }

    /** Whether it spends more than the owner did. */
    public boolean raised() {
        return after.effective().compareTo(baseline) > 0;
    }

    /** Whether it changes nothing at the provider and only pays for the next term. */
    public boolean keeps() {
        return after.equals(before);
    }

    /** The most that the term can cost above the baseline, overdelivery included; rounded up to the micro. */
    public Money exposure() {
        return raised() ? exposure(after.daily(), baseline, term) : Money.zero(baseline.currency());
    }

    /** The same for a budget that is only considered. */
    public static Money exposure(Money daily, Money baseline, Duration term) {
        long above = Math.multiplyExact(daily.minus(baseline).micros(), (long) OVERDELIVERY);
        return new Money(Math.ceilDiv(Math.multiplyExact(above, term.toMillis()), DAY_MILLIS), baseline.currency());
    }
}
