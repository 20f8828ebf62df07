package dev.ratiofixer.smm.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratiofixer.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The end of an order that was placed: what it really cost and what it brought. */
public record Settlement(
        Money spent,
        Effect effect,
        String note,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TrialResult trial) {
    /** Of an order that was no trial. */
    public Settlement(Money spent, Effect effect, String note) {
        this(spent, effect, note, null);
    }

    /**
     * What a trial by the coin has told: intervals that hold the truth in nine cases of ten, at whatever block one
     * looks. A bound that is {@code null} is open.
     *
     * @param blocks that could be read; {@code raisedBlocks} of them were raised
     * @param multipleLow with {@code multipleHigh}: likes (or comments) for each paid view, over what the target asks
     *     of a view
     * @param gainLow with {@code gainHigh}: the same, less what the target asks of the public views that a paid view
     *     brings
     */
    public record TrialResult(
            int blocks,
            int raisedBlocks,
            @Nullable Double multipleLow,
            @Nullable Double multipleHigh,
            @Nullable Double gainLow,
            @Nullable Double gainHigh) {
        /** Whether it says that paid views bring any at all. */
        public boolean claimsAGain() {
            return multipleLow != null && multipleLow > 0;
        }

        /** Whether more paid views surely close the shortfall. */
        public boolean helps() {
            return claimsAGain() && gainLow != null && gainLow > 0;
        }

        /** Whether they surely do not close it. */
        public boolean doesNotHelp() {
            return gainHigh != null && gainHigh < 0;
        }

        /** One sentence for people. */
        public String sentence(String counter) {
            String brings = multipleLow == null || multipleHigh == null
                    ? "what a paid view brings cannot be told yet"
                    : String.format(
                            Locale.ROOT,
                            "a paid view brings %.1f to %.1f times the %s that the target asks of a view",
                            multipleLow,
                            multipleHigh,
                            counter);
            return read() + ": " + brings + says();
        }

        private String says() {
            if (helps()) {
                return ": more of them help";
            }
            if (!doesNotHelp()) {
                return ", which does not say whether more of them help";
            }
            return claimsAGain()
                    ? ": they bring some, but fewer than so many more views ask for"
                    : ": no effect was found that is worth it, as so many more views ask for more than they may bring";
        }

        /** How many blocks it comes from, which says nothing of what they tell: an event is never taken back. */
        public String read() {
            return blocks + " blocks read, " + raisedBlocks + " of them raised";
        }
    }

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
