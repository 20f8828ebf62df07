package dev.ratiofixer.smm.policy;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.SpendLimits;

/** The currency that an order without cost is written in. */
public final class Currencies {
    /** ISO 4217 for "no currency". */
    private static final String NONE = "XXX";

    private Currencies() {}

    public static String of(PolicyInput now) {
        SpendLimits limits = now.promotion().limits();
        if (limits != null) {
            return limits.maxSpend().currency();
        }
        Money engine = now.limits().perOrder();
        return engine == null ? NONE : engine.currency();
    }
}
