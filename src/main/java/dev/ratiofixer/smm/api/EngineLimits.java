package dev.ratiofixer.smm.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.settings.SettingsCheck;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code limits}: what all campaigns together may spend. A limit that is not given refuses every cost, as zero,
 * the file's default, does.
 *
 * @param perOrder the most that one order may reserve
 * @param perDay the most that all orders of one UTC day may reserve
 * @param spending the switch: when off, nothing that costs is ordered and raised budgets go back
 */
public record EngineLimits(
        @Nullable Money perOrder, @Nullable Money perDay, boolean spending) {
    /** Nothing may be spent. */
    public static final EngineLimits NONE = new EngineLimits(null, null, false);

    /** ISO 4217 for "no currency". */
    private static final String NO_CURRENCY = "XXX";

    enum Switch {
        @JsonProperty("on")
        ON,
        @JsonProperty("off")
        OFF
    }

    /** @throws IllegalArgumentException if the currencies differ */
    public EngineLimits {
        if (perOrder != null && perDay != null && !perOrder.currency().equals(perDay.currency())) {
            throw new IllegalArgumentException("limits.per_order and limits.per_day have different currencies");
        }
    }

    @JsonCreator
    static EngineLimits of(
            @JsonProperty("per_order") String perOrder,
            @JsonProperty("per_day") String perDay,
            @JsonProperty("currency") String currency,
            @JsonProperty("spending") Switch spending) {
        return new EngineLimits(Money.parse(perOrder, currency), Money.parse(perDay, currency), spending == Switch.ON);
    }

    /** Reports what is wrong with it. */
    public void check(SettingsCheck check) {
        if (perOrder != null && perDay != null && perOrder.compareTo(perDay) > 0) {
            check.problem("per_order", perOrder, "must not exceed limits.per_day");
        }
    }

    /** The currency of both, or {@code XXX} without a limit on an order. */
    public String currency() {
        return perOrder == null ? NO_CURRENCY : perOrder.currency();
    }
}
