package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.api.SpendLimits;

/** The currency that an order without cost is written in. */
public final class Currencies {
    private Currencies() {}

    public static String of(PolicyInput now) {
        SpendLimits limits = now.promotion().limits();
        if (limits != null) {
            return limits.maxSpend().currency();
        }
        return now.limits().currency();
    }
}
