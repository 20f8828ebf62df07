package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import java.util.Currency;

/** The next amount of a daily budget: never more than a step away, in amounts that the currency can pay. */
final class BudgetSteps {
    private static final int MICRO_DIGITS = 6;

    private BudgetSteps() {}

    /** At most {@code step} higher, and not above {@code cap}. */
    static Money up(Money current, double step, Money cap) {
        long raised = (long) Math.floor(current.micros() * (1 + step));
        return new Money(payableDown(Math.min(raised, cap.micros()), current.currency()), current.currency());
    }

    /** At most {@code step} lower, and not under {@code floor}. */
    static Money down(Money current, double step, Money floor) {
        long lowered = (long) Math.ceil(current.micros() * (1 - step));
        long unit = unit(current.currency());
        long payable = Math.ceilDiv(Math.max(lowered, floor.micros()), unit) * unit;
        return new Money(Math.min(payable, current.micros()), current.currency());
    }

    private static long payableDown(long micros, String currency) {
        long unit = unit(currency);
        return Math.floorDiv(micros, unit) * unit;
    }

    /** Micros of the smallest coin: Google Ads refuses finer amounts. */
    private static long unit(String currency) {
        int digits = Math.clamp(Currency.getInstance(currency).getDefaultFractionDigits(), 0, MICRO_DIGITS);
        return Math.round(Math.pow(10, MICRO_DIGITS - digits));
    }
}
