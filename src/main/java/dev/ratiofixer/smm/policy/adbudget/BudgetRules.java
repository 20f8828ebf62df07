package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What amounts of a daily budget Google Ads takes.
 *
 * @param unit amounts are multiples of it: the currency's smallest coin, or what the account is billed in if that is
 *     coarser
 * @param minimum the least amount of a Demand Gen campaign's day, {@code null} if it is not known
 */
public record BudgetRules(Money unit, @Nullable Money minimum) {
    private static final int MICRO_DIGITS = 6;

    /** The currency's own coin, and no minimum. */
    public static BudgetRules ofCurrency(String currency) {
        return new BudgetRules(new Money(coin(currency), currency), null);
    }

    /** With the unit that Google bills in, if that is coarser than the currency's coin. */
    public static BudgetRules of(String currency, long billableUnitMicros, @Nullable Money minimum) {
        long unit = lcm(coin(currency), billableUnitMicros);
        return new BudgetRules(new Money(unit, currency), minimum);
    }

    /** Why an amount could not be set again; empty if it could, or if it is none. */
    Optional<PreflightFinding> against(Money own) {
        if (!own.isPositive()) {
            return Optional.empty();
        }
        if (minimum != null && sameCurrency(own) && own.compareTo(minimum) < 0) {
            return Optional.of(new PreflightFinding.BelowMinimum(own, minimum));
        }
        return sameCurrency(own) && own.micros() % unit.micros() != 0
                ? Optional.of(new PreflightFinding.NotPayable(own, unit))
                : Optional.empty();
    }

    /** The largest amount that can be set and is not above this one. */
    Money down(Money amount) {
        return new Money(Math.floorDiv(amount.micros(), unit.micros()) * unit.micros(), amount.currency());
    }

    /** The smallest amount that can be set and is not under this one. */
    Money up(Money amount) {
        return new Money(Math.ceilDiv(amount.micros(), unit.micros()) * unit.micros(), amount.currency());
    }

    /** A bound that is not under the minimum. */
    Money floor(Money bound) {
        return minimum != null && bound.compareTo(minimum) < 0 ? minimum : bound;
    }

    private boolean sameCurrency(Money amount) {
        return amount.currency().equals(unit.currency());
    }

    /** Micros of the smallest coin. Source: ISO 4217, by the JDK. */
    private static long coin(String currency) {
        int digits = Math.clamp(Currency.getInstance(currency).getDefaultFractionDigits(), 0, MICRO_DIGITS);
        return Math.round(Math.pow(10, MICRO_DIGITS - digits));
    }

    private static long lcm(long one, long other) {
        long a = one;
        long b = other;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return Math.multiplyExact(one / a, other);
    }
}
