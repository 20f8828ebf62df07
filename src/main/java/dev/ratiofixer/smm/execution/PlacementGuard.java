package dev.ratiofixer.smm.execution;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.order.Approval;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.SpendGuard;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition.TransitionContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an order may go to its provider; asked again in the very transaction before each attempt. */
public final class PlacementGuard {
    private PlacementGuard() {}

    /** Why it may not, as one sentence for people; empty when it may. */
    static Optional<String> refusal(
            OrderTerms terms, Approval approval, SmmSettings settings, TransitionContext at, Instant now) {
        return ordersRefused(settings)
                .or(() -> ownerRefuses(terms, at))
                .or(() -> at.consentEnded()
                        ? Optional.of("the " + approval.by() + " was changed or taken back since")
                        : Optional.empty())
                .or(() -> approval.refuses(terms, at.spend(), now))
                .or(() -> SpendGuard.refuse(terms.cost(), rules(terms, settings), at.spend()));
    }

    /** The limits that an order has to keep under the settings of now. */
    public static SpendRules rules(OrderTerms terms, SmmSettings settings) {
        return new SpendRules(terms.limits(), servicePerDay(terms, settings), settings.limits());
    }

    /** A service's orders of one day may reserve what one order at its highest budget would. */
    private static @Nullable Money servicePerDay(OrderTerms terms, SmmSettings settings) {
        return switch (terms.action()) {
            case SetDailyBudget budget -> highest(budget, terms, settings);
            case PostComment comment -> null;
            case AskTeam task -> null;
        };
    }

    private static @Nullable Money highest(SetDailyBudget budget, OrderTerms terms, SmmSettings settings) {
        return settings.service(terms.serviceId())
                .filter(AdBudgetService.class::isInstance)
                .map(AdBudgetService.class::cast)
                .map(service -> SetDailyBudget.exposure(
                        service.maxDaily(), Money.zero(service.maxDaily().currency()), budget.term()))
                .orElse(null);
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
            case HELD -> Optional.of("a person has paused the campaign: nothing is placed");
            case OVER -> Optional.of("the campaign is over");
        };
    }

    /**
     * Lets a request leave only while the ledger says that this node has the order. A node that was frozen for long
     * asks again before it sends, and one that was frozen over the answer finds the answer stale: what is left is the
     * moment between reading the clock and writing to the socket.
     */
    static final class LedgerFencingCheck implements FencingCheck {
        /** Real time; far less than the claim, which other nodes wait out. */
        private static final Duration FRESH = Duration.ofSeconds(2);

        private final OrderLedger ledger;
        private final Order order;

        LedgerFencingCheck(OrderLedger ledger, Order order) {
            this.ledger = ledger;
            this.order = order;
        }

        @Override
        public Future<Void> open() {
            long asked = System.nanoTime();
            return ledger.confirm(order).compose(mine -> {
                if (!mine) {
                    return withheld("another node has the order, or its lever");
                }
                return System.nanoTime() - asked > FRESH.toNanos()
                        ? withheld("the ledger took too long to confirm it")
                        : Future.succeededFuture();
            });
        }

        private static Future<Void> withheld(String reason) {
            return Future.failedFuture(new ProviderException(new ProviderFailure.Aborted("not sent: " + reason)));
        }
    }
}
