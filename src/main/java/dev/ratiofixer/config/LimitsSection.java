package dev.ratiofixer.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratiofixer.money.Money;

/**
 * Section {@code limits}. Zero, the default, means that nothing may be spent.
 *
 * @param perOrder the most that one order may cost
 * @param perDay the most that all orders of a day may cost, in the same currency
 * @param spending whether anything may be spent at all
 */
public record LimitsSection(Money perOrder, Money perDay, boolean spending) {
    @JsonCreator
    static LimitsSection of(
            @JsonProperty("per_order") String perOrder,
            @JsonProperty("per_day") String perDay,
            @JsonProperty("currency") String currency,
            @JsonProperty("spending") Switch spending) {
        return new LimitsSection(Money.parse(perOrder, currency), Money.parse(perDay, currency), spending == Switch.ON);
    }

    /** The currency of both. */
    public String currency() {
        return perOrder.currency();
    }

    enum Switch {
        @JsonProperty("on")
        ON,
        @JsonProperty("off")
        OFF
    }
}
