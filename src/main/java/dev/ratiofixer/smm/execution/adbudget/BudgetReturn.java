package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.GoogleAdsClient.AdsCampaign;
import dev.ratiofixer.google.ads.GoogleAdsClient.Mutate;
import dev.ratiofixer.google.ads.GoogleAdsClient.MutateReceipt;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.api.BudgetReturnAlarm;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.execution.Placement;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderStatus;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderAction.Unreturned;
import dev.ratiofixer.smm.order.OrderLedger;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets raised budgets back to the owner's own. What somebody else has set in between is left. */
public final class BudgetReturn {
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

    /**
     * Knows the raised budgets that should be back and are not, of all nodes, and raises the alarm. What stands in the
     * ledger counts, so an alarm outlives the process that raised it. On the SMM verticle's context.
     */
    public static final class OverdueBudgets {
        private static final Logger LOG = LoggerFactory.getLogger(OverdueBudgets.class);
        private static final int SHOWN = 3;
        private static final String REMEDY =
                "do what it says, or set the budget back in Google Ads by hand and press \"Mark as returned\" at the order;"
                        + " it is tried again by itself at least every hour";

        private final LocalBus bus;
        private final OrderLedger ledger;
        private final Map<String, BudgetReturnAlarm> open = new TreeMap<>();

        public OverdueBudgets(EventBus bus, OrderLedger ledger) {
            this.bus = new LocalBus(bus);
            this.ledger = ledger;
        }

        /** Takes note of an order that this node has just changed. */
        public void changed(Order order) {
            boolean was = open.containsKey(order.id());
            SetDailyBudget budget = budget(order);
            if (order instanceof Pending pending && budget != null) {
                Unreturned late = pending.unreturned();
                if (late != null && (late.alarming() || was)) {
                    note(alarm(pending, budget, late), was);
                }
            }
        }

        /** What an order raised, {@code null} if it is no order of a budget; a trial raises as any other. */
        private static @Nullable SetDailyBudget budget(Order order) {
            return switch (order.terms().action()) {
                case SetDailyBudget budget -> budget;
                case RunTrial trial -> trial.raise(trial.term());
                case PostComment comment -> null;
                case AskTeam task -> null;
            };
        }

        private void note(BudgetReturnAlarm alarm, boolean was) {
            if (alarm.returned()) {
                open.remove(alarm.orderId());
                if (was) {
                    LOG.info("order={} its budget is back", alarm.orderId());
                    bus.publish(Addresses.ALARMS, alarm);
                }
                return;
            }
            open.put(alarm.orderId(), alarm);
            LOG.error(
                    "campaign={} order={} ads_campaign={} its budget should be back at {} since {} and is {}, {} attempts: {}",
                    alarm.campaignId(),
                    alarm.orderId(),
                    alarm.adsCampaignId(),
                    alarm.own(),
                    alarm.since(),
                    alarm.raised(),
                    alarm.attempts(),
                    alarm.problem());
            bus.publish(Addresses.ALARMS, alarm);
        }

        /** Takes over what all nodes have written down. */
        public Future<Void> refresh() {
            return ledger.openCosts()
                    .map(orders -> {
                        open.clear();
                        orders.forEach(this::takeOver);
                        return open;
                    })
                    .mapEmpty();
        }

        private void takeOver(Order order) {
            SetDailyBudget budget = budget(order);
            if (order instanceof Pending pending && pending.endedAt() == null && budget != null) {
                Unreturned late = pending.unreturned();
                if (late != null && late.alarming()) {
                    open.put(order.id(), alarm(pending, budget, late));
                }
            }
        }

        private static BudgetReturnAlarm alarm(Pending order, SetDailyBudget budget, Unreturned late) {
            Money own = budget.baseline();
            return new BudgetReturnAlarm(
                    order.id(),
                    order.terms().campaignId(),
                    order.terms().serviceId(),
                    budget.adsCampaignId(),
                    late.since(),
                    late.attempts(),
                    own,
                    budget.after().daily(),
                    late.extra(own.currency()),
                    late.problem(),
                    order.endedAt() != null);
        }

        /** The alarm, for health. */
        ServicePart health() {
            if (open.isEmpty()) {
                return ProviderStatus.healthy("budget_returns", "every raised budget is within its time, or back");
            }
            List<BudgetReturnAlarm> longest = open.values().stream()
                    .sorted(Comparator.comparing(BudgetReturnAlarm::since))
                    .toList();
            String named =
                    longest.stream().limit(SHOWN).map(OverdueBudgets::sentence).collect(Collectors.joining("; "));
            String more = longest.size() > SHOWN ? " and " + (longest.size() - SHOWN) + " more" : "";
            return ProviderStatus.unhealthy("budget_returns", named + more, REMEDY);
        }

        private static String sentence(BudgetReturnAlarm alarm) {
            return "the budget of ads campaign " + alarm.adsCampaignId() + " (order " + alarm.orderId()
                    + ") should be back at " + alarm.own() + " a day since " + alarm.since() + " and is "
                    + alarm.raised()
                    + ", which may have cost " + alarm.extra() + " more than was reserved: " + alarm.problem();
        }
    }

    /** Hears that somebody else has changed the budget that an order had set, or was to set. */
    @FunctionalInterface
    public interface ForeignChanges {
        /** Holds the campaign, and returns who did it as one sentence for people. Fails if the hold cannot be kept. */
        Future<String> found(Order order, SetDailyBudget set, DailyBudget found);
    }
}
