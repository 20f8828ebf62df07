package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.google.ads.AdsCampaign;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.GoogleAdsClient.Mutate;
import dev.ratiofixer.google.ads.GoogleAdsClient.MutateReceipt;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.smm.execution.Placement;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets raised budgets back to the owner's own. What somebody else has set in between is left. */
final class BudgetReturn {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetReturn.class);

    private final GoogleAdsClient ads;
    private final AdsExaminer examiner;

    /** What came of it. */
    sealed interface Outcome {
        /** The owner's own budget is back, or somebody else's is there and was left. */
        record Back(
                String note,
                @Nullable DailyBudget left,
                @Nullable String requestId) implements Outcome {
            Back(String note, @Nullable String requestId) {
                this(note, null, requestId);
            }
        }

        /**
         * It is not.
         *
         * @param refused whether Google said no
         */
        record NotBack(
                boolean refused, String problem, @Nullable String requestId) implements Outcome {}

        /** Nothing was sent: another node has it in hand. */
        record NotSent(String reason) implements Outcome {}
    }

    BudgetReturn(GoogleAdsClient ads, AdsExaminer examiner) {
        this.ads = ads;
        this.examiner = examiner;
    }

    /** Tries it once. Never fails. */
    Future<Outcome> of(SetDailyBudget order, FencingCheck gate) {
        Account account = BudgetSight.account(order);
        return ads.campaign(account, order.adsCampaignId())
                .compose(found -> of(order, account, found, gate))
                .recover(cause -> failed(order, account, ProviderException.of(cause)));
    }

    private Future<Outcome> of(SetDailyBudget order, Account account, AdsCampaign found, FencingCheck gate) {
        if (found.removed()) {
            return Future.succeededFuture(
                    new Outcome.Back("the ads campaign was removed: nothing is spent any more", found.requestId()));
        }
        if (!BudgetSight.inForce(order, found)) {
            DailyBudget there = BudgetSight.budget(found);
            return Future.succeededFuture(new Outcome.Back(
                    "the budget is " + there + " already: it was left as it is",
                    there.equals(BudgetSight.own(order)) ? null : there,
                    found.requestId()));
        }
        DailyBudget own = BudgetSight.own(order);
        return set(account, found, own, new Mutate.ValidateOnly())
                .compose(valid -> set(account, found, own, new Mutate.Apply(gate)))
                .compose(receipt -> isBack(account, order)
                        .map(back -> back
                                ? new Outcome.Back("back to " + own, receipt.requestId())
                                : new Outcome.NotBack(false, "the change is not to be seen yet", receipt.requestId())));
    }

    private Future<MutateReceipt> set(Account account, AdsCampaign found, DailyBudget own, Mutate how) {
        return own.serving()
                ? ads.setBudget(account, found.budget().name(), own.daily().micros(), how)
                : ads.setServing(account, found.id(), false, how);
    }

    private Future<Boolean> isBack(Account account, SetDailyBudget order) {
        return ads.campaign(account, order.adsCampaignId())
                .map(found -> !BudgetSight.inForce(order, found))
                // It was changed; that it cannot be read back now leaves it in doubt.
                .otherwise(false);
    }

    private Future<Outcome> failed(SetDailyBudget order, Account account, ProviderFailure failure) {
        if (failure instanceof ProviderFailure.Aborted aborted) {
            return Future.succeededFuture(new Outcome.NotSent(aborted.reason()));
        }
        return examiner.finding(account, order.adsCampaignId(), order.baseline(), failure)
                .map(finding -> notBack(order, finding.map(known -> known.item().sentence()), failure))
                .otherwise(unreadable -> notBack(order, Optional.empty(), failure));
    }

    private static Outcome notBack(SetDailyBudget order, Optional<String> refusal, ProviderFailure failure) {
        boolean denied = failure instanceof ProviderFailure.Unauthorized;
        LOG.warn(
                "ads_campaign={} its budget of {} could not be set back to {}: {}",
                order.adsCampaignId(),
                order.after(),
                BudgetSight.own(order),
                failure.detail());
        return new Outcome.NotBack(
                refusal.isPresent() || denied, refusal.orElseGet(failure::detail), failure.requestId());
    }

    /** Says what a budget that was found at Google Ads means for an order. Pure. */
    static final class BudgetSight {
        private BudgetSight() {}

        /** What was found, as orders hold it. */
        static DailyBudget budget(AdsCampaign campaign) {
            return new DailyBudget(
                    new Money(campaign.budget().amountMicros(), campaign.currency()), campaign.enabled());
        }

        /** The owner's own: a baseline of nothing was a paused campaign. */
        static DailyBudget own(SetDailyBudget order) {
            return order.baseline().isPositive()
                    ? new DailyBudget(order.baseline(), true)
                    : new DailyBudget(order.after().daily(), false);
        }

        static Account account(SetDailyBudget order) {
            return new Account(order.customerId(), order.managerId());
        }

        /**
         * Whether the amount is the order's. A campaign that somebody has paused since still has it when it is enabled.
         */
        static boolean inForce(SetDailyBudget order, AdsCampaign found) {
            DailyBudget current = budget(found);
            boolean pausedSince = order.after().serving()
                    && order.baseline().isPositive()
                    && !order.after().daily().equals(order.before().daily())
                    && !found.removed()
                    && current.daily().equals(order.after().daily());
            return current.equals(order.after()) || pausedSince;
        }

        /** What a budget that was found says of the order; {@code NotFound} when it is still the one before. */
        static Placement seen(SetDailyBudget order, AdsCampaign found) {
            DailyBudget current = budget(found);
            if (inForce(order, found)) {
                return new Placement.Placed(found.budget().name(), found.requestId(), "found at " + current);
            }
            return current.equals(order.before())
                    ? new Placement.NotFound()
                    : new Placement.NotPlaced(
                            "the budget is " + current + " and was " + order.before()
                                    + " when this was decided: somebody else has changed it",
                            found.requestId());
        }
    }
}
