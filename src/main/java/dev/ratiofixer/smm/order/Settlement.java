package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of an order that was placed: what it really cost and what it brought. */
public record Settlement(Money spent, Effect effect, String note) {
    /**
     * An order's measured effect.
     *
     * @param likes {@code null} when it cannot be told
     * @param window when it was looked for, and why a counter's cannot be told; {@code null} where nobody looked
     */
    public record Effect(
            @Nullable Uplift likes,
            @Nullable Uplift comments,
            @Nullable EffectWindow window) {
        public static final Effect UNKNOWN = new Effect(null, null, null);

        /** One whose window nobody kept. */
        public Effect(@Nullable Uplift likes, @Nullable Uplift comments) {
            this(likes, comments, null);
        }

        /** Whether it is this order's alone. */
        public boolean alone() {
            return window == null || window.together().isEmpty();
        }
    }

    /**
     * When an effect was looked for.
     *
     * @param together ids of the orders that worked in the same hours: the effect is of all of them
     * @param noLikes why the effect on likes cannot be told, {@code null} if it can; likewise of comments
     */
    public record EffectWindow(
            Instant from,
            Instant to,
            List<String> together,
            @Nullable String noLikes,
            @Nullable String noComments) {
        public EffectWindow {
            together = List.copyOf(together);
        }
    }

    /**
     * How many likes or comments came because of an order: an estimate with the interval that holds it in nine cases of
     * ten.
     */
    public record Uplift(double estimate, double low, double high) {}
}
