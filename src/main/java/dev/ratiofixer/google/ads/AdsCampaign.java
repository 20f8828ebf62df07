package dev.ratiofixer.google.ads;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An ads campaign as Google has it.
 *
 * @param status {@code ENABLED}, {@code PAUSED} or {@code REMOVED}
 * @param channelType such as {@code DEMAND_GEN} or {@code VIDEO}
 * @param currency of the account, ISO 4217
 * @param timeZone of the account, by its name in the tz database: its days are what budgets and metrics count by
 * @param requestId Google's id of the request that read it
 */
public record AdsCampaign(
        String id,
        String status,
        String channelType,
        Budget budget,
        Serving serving,
        String currency,
        String timeZone,
        @Nullable String requestId) {
    public static final String DEMAND_GEN = "DEMAND_GEN";

    /**
     * The campaign's budget.
     *
     * @param name its resource name
     * @param period what its amount is for
     * @param amountMicros of a day, or of the whole time if the period is not {@link BudgetPeriod#DAILY}
     * @param removed whether it was removed
     * @param sharedWith how many campaigns it moves
     */
    public record Budget(
            String name, BudgetPeriod period, long amountMicros, boolean removed, boolean shared, long sharedWith) {}

    /** What a budget's amount is for. */
    public enum BudgetPeriod {
        DAILY,
        /** One amount for all the time from the campaign's start to its end. */
        TOTAL,
        /** One that the API has, and the engine does not know. */
        UNKNOWN;

        static BudgetPeriod of(String wire) {
            return switch (wire.toUpperCase(Locale.ROOT)) {
                case "DAILY" -> DAILY;
                case "CUSTOM_PERIOD" -> TOTAL;
                default -> UNKNOWN;
            };
        }
    }

    /**
     * Whether and why it serves.
     *
     * @param start in the account's time zone, {@code null} where this version of the API does not say
     * @param end likewise
     * @param primaryStatus such as {@code ELIGIBLE}, {@code LIMITED} or {@code NOT_ELIGIBLE}, empty if not known
     * @param reasons Google's words for it, such as {@code BUDGET_CONSTRAINED}
     */
    public record Serving(
            @Nullable LocalDateTime start, @Nullable LocalDateTime end, String primaryStatus, List<String> reasons) {
        public Serving {
            reasons = List.copyOf(reasons);
        }
    }

    /** Whether it is switched on. */
    public boolean enabled() {
        return status.equals("ENABLED");
    }

    public boolean removed() {
        return status.equals("REMOVED");
    }
}
