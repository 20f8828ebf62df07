package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.ads.AdsCampaign;
import dev.ratiofixer.google.ads.AdsMetrics;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.GoogleAdsClient.Mutate;
import dev.ratiofixer.google.ads.GoogleAdsClient.MutateReceipt;
import dev.ratiofixer.google.ads.operations.OperationPurpose;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.execution.OrderExecutor;
import dev.ratiofixer.smm.execution.Placement;
import dev.ratiofixer.smm.execution.ProviderStatus;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Attempt;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.policy.adbudget.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.BudgetOutcome;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Budgets at Google Ads. Every change is an absolute amount: it is read first, tried with {@code validateOnly}, made,
 * and read back. A doubtful outcome is read back before anything else is done.
 */
public final class AdBudgetExecutor implements OrderExecutor<SetDailyBudget> {
    private static final Logger LOG = LoggerFactory.getLogger(AdBudgetExecutor.class);

    /** Ads metrics lag by hours: what an order cost is known this long after it ended. */
    private static final Duration METRICS_LAG = Duration.ofHours(8);

    private final GoogleAdsClient reads;
    private final GoogleAdsClient ads;
    private final GoogleAdsClient returns;
    private final OAuthTokens tokens;
    private final OrderLedger ledger;
    private final InstantSource clock;

    public AdBudgetExecutor(GoogleAdsClient ads, OAuthTokens tokens, OrderLedger ledger, InstantSource clock) {
        this.reads = ads.as(OperationPurpose.READ);
        this.ads = ads.as(OperationPurpose.CHANGE);
        this.returns = ads.as(OperationPurpose.RETURN);
        this.tokens = tokens;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public OrderType type() {
        return OrderType.AD_BUDGET;
    }

    @Override
    public Future<Prerequisite> preflight() {
        return ProviderStatus.access("google_ads_access", "like_server", tokens);
    }

    @Override
    public List<ServicePart> health() {
        return List.of(ProviderStatus.token("google_ads", tokens, ads.last()));
    }

    /** What the policy looks at; never fails. */
    public Future<AdsView> view(AdBudgetService service, Instant from, Instant to) {
        Account account = new Account(service.customerId(), service.managerId());
        return facts(account, service.adsCampaignId(), from, to)
                .<AdsView>map(AdsView.Known::new)
                .recover(cause -> Future.succeededFuture(
                        new AdsView.Unknown(ProviderException.of(cause).detail())));
    }

    /** The ads campaign with its hours of some days. */
    private Future<AdsFacts> facts(Account account, String campaignId, Instant from, Instant to) {
        return reads.campaign(account, campaignId).compose(campaign -> {
            ZoneId zone = zone(campaign.timeZone());
            LocalDate first = LocalDate.ofInstant(from, zone);
            LocalDate last = LocalDate.ofInstant(to, zone);
            return reads.hours(account, campaignId, first, last).map(hours -> {
                List<AdsHour> shown = hours.stream()
                        .map(hour -> new AdsHour(start(hour, zone), hour.costMicros(), hour.views()))
                        .toList();
                return new AdsFacts(budget(campaign), campaign.unchangeable().orElse(null), shown, zone);
            });
        });
    }

    private static Instant start(AdsMetrics hour, ZoneId zone) {
        return hour.date().atTime(hour.hour(), 0).atZone(zone).toInstant();
    }

    /** Brings the budget to the order's amount, if it is as it was when the order was decided. */
    @Override
    public Future<Placement> place(Placing order, SetDailyBudget budget, FencingCheck gate) {
        return ads.campaign(account(budget), budget.adsCampaignId())
                .compose(
                        found -> {
                            Placement there = seen(budget, found);
                            return there instanceof Placement.NotFound
                                    ? change(budget, found, gate)
                                    : Future.succeededFuture(there);
                        },
                        cause -> Placement.notRead(cause, true));
    }

    @Override
    public Future<Placement> readBack(Placing order, SetDailyBudget budget) {
        return ads.campaign(account(budget), budget.adsCampaignId())
                .compose(
                        found -> Future.succeededFuture(seen(budget, found)), cause -> Placement.notRead(cause, false));
    }

    @Override
    public boolean readable() {
        return true;
    }

    /** A budget that is still as it was has not been changed. */
    @Override
    public boolean provenAbsent(Attempt attempt) {
        return true;
    }

    @Override
    public Duration effect(SetDailyBudget budget) {
        return budget.term();
    }

    /** One budget at a time is in force. */
    @Override
    public Optional<Step> endsEarlier(Instant placed) {
        return Optional.of(superseded(placed));
    }

    private static Step superseded(Instant by) {
        return new Step.End(by, by.plus(METRICS_LAG), "the next order took its place", null);
    }

    /** Ends it when its term is over, and settles it when the ads report of its days is complete. */
    @Override
    public Future<Step> settle(Pending order, SetDailyBudget budget, FencingCheck gate) {
        Instant ended = order.endedAt();
        return ended == null ? end(order, budget, gate) : settle(order, budget, ended);
    }

    private Future<Step> end(Pending order, SetDailyBudget budget, FencingCheck gate) {
        return ledger.open(order.terms().campaignId()).compose(open -> {
            List<Order> later =
                    open.stream().filter(other -> follows(order, other)).toList();
            Optional<Instant> inForce = later.stream()
                    .filter(Pending.class::isInstance)
                    .map(other -> ((Pending) other).receipt().at())
                    .findFirst();
            if (inForce.isPresent()) {
                return Future.succeededFuture(superseded(inForce.get()));
            }
            if (later.stream().anyMatch(other -> !(other instanceof Order.Proposed))) {
                return Future.succeededFuture(new Step.Postpone("the next order is being placed"));
            }
            return budget.raised() ? end(budget, gate) : Future.succeededFuture(ended("its budget stays", null));
        });
    }

    private static boolean follows(Pending order, Order other) {
        return !other.id().equals(order.id())
                && other.terms().serviceId().equals(order.terms().serviceId())
                && other.terms().orderedAt().isAfter(order.terms().orderedAt());
    }

    private Future<Step> end(SetDailyBudget budget, FencingCheck gate) {
        return giveBack(budget, gate)
                .map(done -> done.map(back -> ended("it is over: " + back.note(), back.requestId()))
                        .orElseGet(() -> new Step.Postpone("its budget could not be given back yet")));
    }

    private Step ended(String why, @Nullable String requestId) {
        Instant at = clock.instant();
        return new Step.End(at, at.plus(METRICS_LAG), why, requestId);
    }

    private Future<Step> settle(Pending order, SetDailyBudget budget, Instant ended) {
        Account account = new Account(budget.customerId(), budget.managerId());
        return ledger.history(order.terms().campaignId(), order.terms().video(), clock.instant())
                .compose(campaign -> facts(account, budget.adsCampaignId(), first(campaign, order), clock.instant())
                        .map(facts -> BudgetOutcome.settle(order, budget, ended, facts, campaign)))
                .<Step>map(Step.Complete::new)
                .otherwise(cause -> new Step.Postpone("what it cost cannot be read yet"));
    }

    private static Instant first(CampaignOrderHistory history, Pending order) {
        Instant placed = order.receipt().at();
        return history.readings().isEmpty()
                        || history.readings().getFirst().at().isAfter(placed)
                ? placed
                : history.readings().getFirst().at();
    }

    /** The owner's own budget is back, or somebody else's is there and was left. */
    private record Returned(String note, @Nullable String requestId) {}

    /** Gives the owner's own budget back; empty when it could not be done now. Leaves what somebody else has set. */
    private Future<Optional<Returned>> giveBack(SetDailyBudget order, FencingCheck gate) {
        DailyBudget own = own(order);
        Account account = account(order);
        return returns.campaign(account, order.adsCampaignId())
                .compose(found -> {
                    DailyBudget current = budget(found);
                    if (!current.equals(order.after())) {
                        return Future.succeededFuture(Optional.of(new Returned(
                                "the budget is " + current + " already: it was left as it is", found.requestId())));
                    }
                    return set(returns, account, found, own, new Mutate.ValidateOnly())
                            .compose(valid -> set(returns, account, found, own, new Mutate.Apply(gate)))
                            .compose(receipt -> confirmed(returns, account, order.adsCampaignId(), own)
                                    .map(there -> there
                                            ? Optional.of(new Returned("back to " + own, receipt.requestId()))
                                            : Optional.<Returned>empty()));
                })
                .recover(cause -> {
                    LOG.warn(
                            "budget={} could not be given back: {}",
                            order.adsCampaignId(),
                            ProviderException.of(cause).detail());
                    return Future.succeededFuture(Optional.empty());
                });
    }

    /** What a budget that was found says of the order; {@code NotFound} when it is still the one before. */
    private static Placement seen(SetDailyBudget order, AdsCampaign found) {
        DailyBudget current = budget(found);
        Optional<String> unchangeable = found.unchangeable();
        if (unchangeable.isPresent()) {
            return new Placement.NotPlaced(unchangeable.get(), found.requestId());
        }
        if (current.equals(order.after())) {
            return new Placement.Placed(found.budget(), found.requestId(), "found at " + current);
        }
        return current.equals(order.before())
                ? new Placement.NotFound()
                : new Placement.NotPlaced(
                        "the budget is " + current + " and was " + order.before()
                                + " when this was decided: somebody else has changed it",
                        found.requestId());
    }

    private Future<Placement> change(SetDailyBudget order, AdsCampaign found, FencingCheck gate) {
        Account account = account(order);
        return set(ads, account, found, order.after(), new Mutate.ValidateOnly())
                .compose(valid -> set(ads, account, found, order.after(), new Mutate.Apply(gate)))
                .compose(
                        receipt -> confirmed(ads, account, order.adsCampaignId(), order.after())
                                .map(there -> there
                                        ? new Placement.Placed(found.budget(), receipt.requestId(), "read back")
                                        : new Placement.Unknown(
                                                "the change is not to be seen yet", receipt.requestId())),
                        Placement::failed);
    }

    private static Future<MutateReceipt> set(
            GoogleAdsClient ads, Account account, AdsCampaign found, DailyBudget wanted, Mutate how) {
        boolean amount = wanted.serving() && wanted.daily().micros() != found.amountMicros();
        return amount
                ? ads.setBudget(account, found.budget(), wanted.daily().micros(), how)
                : ads.setServing(account, found.id(), wanted.serving(), how);
    }

    private static Future<Boolean> confirmed(
            GoogleAdsClient ads, Account account, String campaignId, DailyBudget wanted) {
        return ads.campaign(account, campaignId)
                .map(found -> budget(found).equals(wanted))
                // It was changed; that it cannot be read back now leaves it in doubt.
                .otherwise(false);
    }

    /** The owner's own: a baseline of nothing was a paused campaign. */
    private static DailyBudget own(SetDailyBudget order) {
        return order.baseline().isPositive()
                ? new DailyBudget(order.baseline(), true)
                : new DailyBudget(order.after().daily(), false);
    }

    private static DailyBudget budget(AdsCampaign campaign) {
        return new DailyBudget(new Money(campaign.amountMicros(), campaign.currency()), campaign.enabled());
    }

    private static Account account(SetDailyBudget order) {
        return new Account(order.customerId(), order.managerId());
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }
}
