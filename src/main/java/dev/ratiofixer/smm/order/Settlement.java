package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import org.jspecify.annotations.Nullable;

/** The end of an order that was placed: what it really cost and what it brought. */
public record Settlement(Money spent, Effect effect, String note) {
    /**
     * An order's measured effect.
     *
     * @param likes {@code null} when it cannot be told (likes hidden, too few readings)
     */
    public record Effect(@Nullable Uplift likes, @Nullable Uplift comments) {
        public static final Effect UNKNOWN = new Effect(null, null);
    }

    /**
     * How many likes or comments came because of an order: an estimate with the interval that holds it in nine cases of
     * ten.
     */
    public record Uplift(double estimate, double low, double high) {}
}
