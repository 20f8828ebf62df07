package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.EngineLimits;
import dev.ratiofixer.smm.SpendLimits;
import org.jspecify.annotations.Nullable;

/**
 * Every limit that an order's cost must keep.
 *
 * @param campaign {@code null}: the campaign gave none
 * @param servicePerDay the most that orders of one UTC day may reserve on the order's service
 */
public record SpendRules(
        @Nullable SpendLimits campaign, @Nullable Money servicePerDay, EngineLimits engine) {}
