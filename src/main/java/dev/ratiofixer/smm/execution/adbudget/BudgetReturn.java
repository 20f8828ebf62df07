package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.google.ads.AdsCampaign;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.GoogleAdsClient.Mutate;
import dev.ratiofixer.google.ads.GoogleAdsClient.Receipt;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
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
        record Back(String note, @Nullable String requestId) implements Outcome {}

        /**
         * It is not.
         *
         * @param refused whether Google said no
         */
        record NotBack(
                boolean refused, String problem, @Nullable String requestId) implements Outcome {}

        /** Nothing was sent: another node has it in hand. */
        record Withheld(String reason) implements Outcome {}
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
            return Future.succeededFuture(new Outcome.Back(
                    "the budget is " + BudgetSight.budget(found) + " already: it was left as it is",
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

    private Future<Receipt> set(Account account, AdsCampaign found, DailyBudget own, Mutate how) {
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
            return Future.succeededFuture(new Outcome.Withheld(aborted.reason()));
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
}
