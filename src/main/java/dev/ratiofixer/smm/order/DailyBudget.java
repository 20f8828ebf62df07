package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;

/**
 * The state of an ads campaign that an order changes: both are absolute, so setting them twice does no harm.
 *
 * @param serving whether it is enabled; a paused campaign keeps its amount
 */
public record DailyBudget(Money daily, boolean serving) {
    /** What it can spend on an average day. */
    public Money effective() {
        return serving ? daily : Money.zero(daily.currency());
    }

    @Override
    public String toString() {
        return serving ? daily + " a day" : "paused";
    }
}
