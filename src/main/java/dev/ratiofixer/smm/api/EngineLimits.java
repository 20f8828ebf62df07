package dev.ratiofixer.smm.api;

import dev.ratiofixer.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What all campaigns together may spend. A limit that is not given refuses every cost.
 *
 * @param perOrder the most that one order may reserve
 * @param perDay the most that all orders of one UTC day may reserve
 * @param spending the switch: when off, nothing that costs is ordered and raised budgets go back
 */
public record EngineLimits(
        @Nullable Money perOrder, @Nullable Money perDay, boolean spending) {
    /** Nothing may be spent. */
    public static final EngineLimits NONE = new EngineLimits(null, null, false);

    /** @throws IllegalArgumentException if the currencies differ */
    public EngineLimits {
        if (perOrder != null && perDay != null && !perOrder.currency().equals(perDay.currency())) {
            throw new IllegalArgumentException("limits.per_order and limits.per_day have different currencies");
        }
    }
}
