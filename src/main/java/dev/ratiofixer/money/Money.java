package dev.ratiofixer.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Holds an amount of one currency in integer micros (a millionth of the currency's unit, as Google Ads counts).
 *
 * <p>Sums are exact: overflow throws {@link ArithmeticException}, and two currencies never mix.
 *
 * @param micros the amount; negative only for a difference
 * @param currency ISO 4217 code, such as {@code USD}
 */
public record Money(long micros, String currency) implements Comparable<Money> {
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
    private static final int MICRO_DIGITS = 6;

    /** @throws IllegalArgumentException if {@code currency} is no ISO 4217 code */
    public Money {
        if (!CODE.matcher(currency).matches()) {
            throw new IllegalArgumentException("currency is no three-letter ISO 4217 code");
        }
    }

    /** No money. */
    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /**
     * Reads a decimal string such as {@code "20.00"}.
     *
     * @throws IllegalArgumentException if it is no plain decimal, negative, finer than a micro, or too large
     */
    public static Money parse(String amount, String currency) {
        if (!amount.matches("\\d{1,13}(\\.\\d{1,6})?")) {
            throw new IllegalArgumentException("not an amount like \"20.00\" (up to six decimals, not negative)");
        }
        return new Money(new BigDecimal(amount).movePointRight(MICRO_DIGITS).longValueExact(), currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(micros, same(other).micros), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(micros, same(other).micros), currency);
    }

    /**
     * Multiplies by a fraction and rounds up to the micro. Currencies of small units need more than 64 bits in between.
     *
     * @param denominator more than 0
     */
    public Money timesUp(long numerator, long denominator) {
        BigInteger[] parts = BigInteger.valueOf(micros)
                .multiply(BigInteger.valueOf(numerator))
                .divideAndRemainder(BigInteger.valueOf(denominator));
        long up = parts[1].signum() > 0 ? 1 : 0;
        return new Money(Math.addExact(parts[0].longValueExact(), up), currency);
    }

    public boolean isPositive() {
        return micros > 0;
    }

    /** @throws IllegalArgumentException if the currencies differ */
    @Override
    public int compareTo(Money other) {
        return Long.compare(micros, same(other).micros);
    }

    /** The decimal string with at least two decimals: {@code "20.00"}. */
    public String amount() {
        BigDecimal exact = BigDecimal.valueOf(micros, MICRO_DIGITS).stripTrailingZeros();
        return (exact.scale() < 2 ? exact.setScale(2, RoundingMode.UNNECESSARY) : exact).toPlainString();
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot mix " + currency + " and " + other.currency);
        }
        return other;
    }

    @Override
    public String toString() {
        return amount() + " " + currency;
    }
}
