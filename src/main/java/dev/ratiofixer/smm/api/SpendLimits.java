package dev.ratiofixer.smm.api;

import dev.ratiofixer.money.Money;

/** What a campaign may spend, both in one currency. */
public record SpendLimits(Money maxSpend, Money dailySpend) {
    /** @throws IllegalArgumentException if the currencies differ */
    public SpendLimits {
        if (!maxSpend.currency().equals(dailySpend.currency())) {
            throw new IllegalArgumentException("max_spend and daily_spend have different currencies");
        }
    }
}
