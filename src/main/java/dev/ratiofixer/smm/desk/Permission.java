package dev.ratiofixer.smm.desk;

import dev.ratiofixer.smm.SmmSettings;
import dev.ratiofixer.smm.order.Approval;
import dev.ratiofixer.smm.order.Circumstances;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.SpendGuard;
import java.time.Instant;
import java.util.Optional;

/** Whether an order may go to its provider; asked again in the very transaction before each attempt. */
final class Permission {
    private Permission() {}

    /** Why it may not, as one sentence for people; empty when it may. */
    static Optional<String> refusal(
            OrderTerms terms, Approval approval, SmmSettings settings, Circumstances at, Instant now) {
        return ordersRefused(settings)
                .or(() -> ownerRefuses(terms, at))
                .or(() -> approval.refuses(terms, at.spend(), now))
                .or(() -> SpendGuard.refuse(terms.cost(), Allowance.of(terms, settings), at.spend()));
    }

    private static Optional<String> ordersRefused(SmmSettings settings) {
        return settings.ordersAllowed() ? Optional.empty() : Optional.of(SmmSettings.DECLINED);
    }

    private static Optional<String> ownerRefuses(OrderTerms terms, Circumstances at) {
        return switch (at.owner()) {
            case RUNNING -> Optional.empty();
            case PAUSED ->
                terms.cost().isPositive()
                        ? Optional.of("the campaign is paused: nothing that costs is placed")
                        : Optional.empty();
            case OVER -> Optional.of("the campaign is over");
        };
    }
}
