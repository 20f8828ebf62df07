package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.SpendLimits;

/** The currency that an order without cost is written in. */
final class Currencies {
    private Currencies() {}

    static String of(PolicyInput now) {
        SpendLimits limits = now.promotion().limits();
        if (limits != null) {
            return limits.maxSpend().currency();
        }
        return now.limits().currency();
    }
}
