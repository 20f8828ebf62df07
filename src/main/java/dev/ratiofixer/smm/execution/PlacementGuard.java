package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.SmmSettings;
import dev.ratiofixer.smm.order.Approval;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.SpendGuard;
import dev.ratiofixer.smm.order.TransitionContext;
import java.time.Instant;
import java.util.Optional;

/** Whether an order may go to its provider; asked again in the very transaction before each attempt. */
final class PlacementGuard {
    private PlacementGuard() {}

    /** Why it may not, as one sentence for people; empty when it may. */
    static Optional<String> refusal(
            OrderTerms terms, Approval approval, SmmSettings settings, TransitionContext at, Instant now) {
        return ordersRefused(settings)
                .or(() -> ownerRefuses(terms, at))
                .or(() -> approval.refuses(terms, at.spend(), now))
                .or(() -> SpendGuard.refuse(terms.cost(), SpendAllowance.of(terms, settings), at.spend()));
    }

    private static Optional<String> ordersRefused(SmmSettings settings) {
        return settings.ordersAllowed() ? Optional.empty() : Optional.of(SmmSettings.DECLINED);
    }

    private static Optional<String> ownerRefuses(OrderTerms terms, TransitionContext at) {
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
