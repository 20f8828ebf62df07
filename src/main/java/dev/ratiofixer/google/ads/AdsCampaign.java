package dev.ratiofixer.google.ads;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ads campaign as Google has it.
 *
 * @param enabled whether it serves
 * @param channelType such as {@code DEMAND_GEN} or {@code VIDEO}
 * @param budget the budget's resource name
 * @param sharedWith how many campaigns the budget moves
 * @param currency of the account, ISO 4217
 * @param timeZone of the account: its days are what budgets and metrics count by
 * @param requestId Google's id of the request that read it
 */
public record AdsCampaign(
        String id,
        boolean enabled,
        String channelType,
        String budget,
        long amountMicros,
        boolean shared,
        long sharedWith,
        String currency,
        String timeZone,
        @Nullable String requestId) {
    private static final String DEMAND_GEN = "DEMAND_GEN";

    /** Why its budget must not be changed by the engine, as a sentence for people; empty if it may. */
    public Optional<String> unchangeable() {
        if (!channelType.equals(DEMAND_GEN)) {
            return Optional.of("ads campaign " + id + " is of type " + channelType
                    + ", which Google's API does not let anybody change");
        }
        if (shared && sharedWith > 1) {
            return Optional.of("the budget of ads campaign " + id + " is shared by " + sharedWith
                    + " campaigns and would move all");
        }
        return Optional.empty();
    }
}
