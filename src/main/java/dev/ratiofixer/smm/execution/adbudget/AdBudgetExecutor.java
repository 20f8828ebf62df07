package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.GoogleAdsClient.AdsCampaign;
import dev.ratiofixer.google.ads.GoogleAdsClient.Mutate;
import dev.ratiofixer.google.ads.GoogleAdsClient.MutateReceipt;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PreflightLedger;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.OrderExecutor;
import dev.ratiofixer.smm.execution.Placement;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderStatus;
import dev.ratiofixer.smm.execution.adbudget.AdsExaminer.AdsFindings;
import dev.ratiofixer.smm.execution.adbudget.BudgetReturn.BudgetSight;
import dev.ratiofixer.smm.execution.adbudget.BudgetReturn.ForeignChanges;
import dev.ratiofixer.smm.execution.adbudget.BudgetReturn.OverdueBudgets;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Attempt;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.BudgetOutcome;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Budgets at Google Ads. Every change is an absolute amount: it is read first, tried with {@code validateOnly}, made,
 * and read back. A doubtful outcome is read back before anything else is done.
 */
public final class AdBudgetExecutor implements OrderExecutor<SetDailyBudget> {
    /** Ads metrics lag by hours: what an order cost is known this long after it ended. */
    public static final Duration METRICS_LAG = Duration.ofHours(8);

    private final GoogleAdsClient reads;
    private final GoogleAdsClient ads;
    private final OAuthTokens tokens;
    private final AdsExaminer examiner;
    private final BudgetReturn returns;
    private final ServicePreflights preflights;
    private final OverdueBudgets overdue;
    private final ForeignChanges changes;
    private final OrderLedger ledger;
    private final InstantSource clock;

    public AdBudgetExecutor(
            GoogleAdsClient ads,
            OAuthTokens tokens,
            OrderLedger ledger,
            PreflightLedger preflights,
            OverdueBudgets overdue,
            ForeignChanges changes,
            InstantSource clock,
            Supplier<SmmSettings> settings) {
        AdsExaminer looks = new AdsExaminer(ads.as(OperationPurpose.READ), clock);
        GoogleAdsClient back = ads.as(OperationPurpose.RETURN);
        this.reads = ads.as(OperationPurpose.READ);
        this.ads = ads.as(OperationPurpose.CHANGE);
        this.tokens = tokens;
        this.examiner = looks.as(this.ads);
        this.returns = new BudgetReturn(back, looks.as(back));
        this.preflights = new ServicePreflights(reads, looks, preflights, ledger, clock, settings);
        this.overdue = overdue;
        this.changes = changes;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The looks at each service's ads campaign. */
    public ServicePreflights preflights() {
        return preflights;
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
        return List.of(ProviderStatus.token("google_ads", tokens, ads.last()), preflights.health());
    }

    /** Whether budgets that should be back are not, of whatever service. */
    public ServicePart returnsHealth() {
        return overdue.health();
    }

    /**
     * Brings the budget to the order's amount, if it is as it was when the order was decided, and if it could be
     * brought back. What is only kept up has to be able to go back, too.
     */
    @Override
    public Future<Placement> place(Placing order, SetDailyBudget budget, FencingCheck gate) {
        return ads.campaign(BudgetSight.account(budget), budget.adsCampaignId())
                .compose(
                        found -> {
                            Placement there = BudgetSight.seen(budget, found);
                            boolean kept = there instanceof Placement.Placed && budget.keeps();
                            return kept || there instanceof Placement.NotFound
                                    ? checked(order, budget, found, there, gate)
                                    : told(order, budget, found, there, true);
                        },
                        cause -> Placement.notRead(cause, true));
    }

    private Future<Placement> checked(
            Placing order, SetDailyBudget budget, AdsCampaign found, Placement there, FencingCheck gate) {
        return overdue(order)
                .compose(late -> late.isPresent()
                        ? Future.succeededFuture(late)
                        : refusal(order, budget, found)
                                .map(known ->
                                        known.map(finding -> finding.item().sentence())))
                .compose(
                        refusal -> {
                            if (refusal.isPresent()) {
                                return Future.succeededFuture(
                                        new Placement.NotPlaced(refusal.get(), found.requestId()));
                            }
                            return budget.keeps() ? Future.succeededFuture(there) : change(order, budget, found, gate);
                        },
                        cause -> Placement.notRead(cause, true));
    }

    /** A budget that could not be given back is neither raised further nor kept up: its alarm would end. */
    private Future<Optional<String>> overdue(Placing order) {
        return ledger.open(order.terms().campaignId())
                .map(open -> BudgetOutcome.overdue(open, order.terms().serviceId()));
    }

    /**
     * What was found, and where somebody else has set it, that he did: the campaign holds. The engine's own return of
     * an earlier order is nobody else's.
     *
     * @param certain whether this order has certainly changed nothing
     */
    private Future<Placement> told(
            Placing order, SetDailyBudget budget, AdsCampaign found, Placement there, boolean certain) {
        DailyBudget current = BudgetSight.budget(found);
        if (!(there instanceof Placement.NotPlaced not) || found.removed() || current.equals(BudgetSight.own(budget))) {
            return Future.succeededFuture(there);
        }
        String unkept = "somebody else has changed its budget, and that cannot be noted yet";
        return changes.found(order, budget, current)
                .<Placement>map(who -> new Placement.NotPlaced(not.problem() + "; " + who, not.requestId()))
                .otherwise(cause -> certain
                        ? new Placement.Later(unkept, null, not.requestId())
                        : new Placement.Unknown(unkept, not.requestId()));
    }

    /** Why nothing may be changed: what is known of the campaign, then a trial of the way back. */
    private Future<Optional<PreflightFinding>> refusal(Placing order, SetDailyBudget budget, AdsCampaign found) {
        Account account = BudgetSight.account(budget);
        Money own = budget.baseline();
        return examiner.examine(account, found, own.currency()).compose(examined -> {
            preflights.keep(order.terms().serviceId(), account, examined, own);
            Optional<PreflightFinding> known = budget.raised() && !budget.keeps()
                    ? examined.preflight().blockingRaise(own, clock.instant().plus(budget.term()))
                    : examined.preflight().blocking(own);
            if (known.isPresent() || budget.keeps()) {
                return Future.succeededFuture(known);
            }
            return budget.after().serving()
                    ? examiner.tryBudget(account, found, own)
                    : examiner.tryEnabling(account, found, own);
        });
    }

    @Override
    public Future<Placement> readBack(Placing order, SetDailyBudget budget) {
        return ads.campaign(BudgetSight.account(budget), budget.adsCampaignId())
                .compose(
                        found -> told(order, budget, found, BudgetSight.seen(budget, found), false),
                        cause -> Placement.notRead(cause, false));
    }

    @Override
    public boolean readable() {
        return true;
    }

    /** What was sent and not answered may land later than the first look: as it was proves nothing then. */
    @Override
    public boolean provenAbsent(Attempt attempt) {
        return attempt.unsure() > 1;
    }

    @Override
    public Duration effect(SetDailyBudget budget) {
        return budget.term();
    }

    /** One budget at a time is in force. */
    @Override
    public Optional<Duration> firstLook() {
        return Optional.empty();
    }

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
            if (later.stream().anyMatch(AdBudgetExecutor::mayBeThere)) {
                String why = "the next order is being placed";
                return Future.succeededFuture(
                        // What it costs meanwhile is held, and if it lasts people hear of it.
                        budget.raised() ? new Step.NotReturned(budget, false, why, null) : new Step.Postpone(why));
            }
            return budget.raised()
                    ? returned(order, budget, gate)
                    : Future.succeededFuture(ended("its budget stays", null));
        });
    }

    /** Whether a next order is about to be sent, or was; one that certainly was not yet has no hold on the budget. */
    private static boolean mayBeThere(Order next) {
        return next instanceof Order.Approved
                || (next instanceof Placing placing && !placing.attempt().waiting());
    }

    private static boolean follows(Pending order, Order other) {
        return !other.id().equals(order.id())
                && other.terms().serviceId().equals(order.terms().serviceId())
                && other.terms().orderedAt().isAfter(order.terms().orderedAt());
    }

    private Future<Step> returned(Pending order, SetDailyBudget budget, FencingCheck gate) {
        return returns.of(budget, gate).compose(outcome -> switch (outcome) {
            case BudgetReturn.Outcome.Back back -> ended(order, budget, back);
            case BudgetReturn.Outcome.NotBack not ->
                Future.succeededFuture(new Step.NotReturned(budget, not.refused(), not.problem(), not.requestId()));
            case BudgetReturn.Outcome.NotSent notSent -> Future.succeededFuture(new Step.Postpone(notSent.reason()));
        });
    }

    private Future<Step> ended(Pending order, SetDailyBudget budget, BudgetReturn.Outcome.Back back) {
        DailyBudget left = back.left();
        Future<String> note = left == null
                ? Future.succeededFuture(back.note())
                : changes.found(order, budget, left).map(who -> back.note() + "; " + who);
        return note.map(why -> ended("it is over: " + why, back.requestId()))
                .otherwise(unkept ->
                        new Step.Postpone("somebody else has changed its budget, and that cannot be noted yet"));
    }

    private Step ended(String why, @Nullable String requestId) {
        Instant at = clock.instant();
        return new Step.End(at, at.plus(METRICS_LAG), why, requestId);
    }

    private Future<Step> settle(Pending order, SetDailyBudget budget, Instant ended) {
        return ledger.history(order.terms().campaignId(), order.terms().video(), clock.instant())
                .compose(campaign -> paidFor(budget, first(campaign, order))
                        .map(facts -> BudgetOutcome.settle(order, budget, ended, facts, campaign)))
                .<Step>map(Step.Complete::new)
                .otherwise(cause -> new Step.Postpone("what it cost cannot be read yet: "
                        + ProviderException.of(cause).detail()));
    }

    /** Gives a block's raise back, as any raised budget. */
    Future<BudgetReturn.Outcome> giveBack(SetDailyBudget raise, FencingCheck gate) {
        return returns.of(raise, gate);
    }

    /** What was spent, whatever may be changed now. */
    Future<AdsFacts> paidFor(SetDailyBudget budget, Instant from) {
        Account account = BudgetSight.account(budget);
        return reads.campaign(account, budget.adsCampaignId())
                .compose(found -> AdsFindings.zone(found.timeZone())
                        .map(zone -> preflights
                                .hours(account, found.id(), zone, from, clock.instant())
                                .map(hours -> new AdsFacts(
                                        BudgetSight.budget(found), AdsPreflight.clear(found.currency()), hours, zone)))
                        .orElseGet(() -> ProviderException.failed(new ProviderFailure.Indeterminate(
                                "the account's time zone \"" + found.timeZone() + "\" is not known to Ratio Fixer"))));
    }

    private static Instant first(CampaignOrderHistory history, Pending order) {
        Instant placed = order.receipt().at();
        return history.readings().isEmpty()
                        || history.readings().getFirst().at().isAfter(placed)
                ? placed
                : history.readings().getFirst().at();
    }

    /** Tries it, looks once more, as its owner may have been faster, and does it. */
    private Future<Placement> change(Placing order, SetDailyBudget budget, AdsCampaign found, FencingCheck gate) {
        Account account = BudgetSight.account(budget);
        return set(account, found, budget.after(), new Mutate.ValidateOnly())
                .compose(valid -> ads.campaign(account, budget.adsCampaignId()))
                .compose(
                        again -> {
                            Placement there = BudgetSight.seen(budget, again);
                            return there instanceof Placement.NotFound
                                    ? apply(order, budget, again, gate)
                                    : told(order, budget, again, there, true);
                        },
                        cause -> Placement.notRead(cause, true));
    }

    private Future<Placement> apply(Placing order, SetDailyBudget budget, AdsCampaign found, FencingCheck gate) {
        Account account = BudgetSight.account(budget);
        return set(account, found, budget.after(), new Mutate.Apply(gate))
                .compose(
                        receipt -> ads.campaign(account, budget.adsCampaignId())
                                .compose(there -> made(order, budget, there, receipt))
                                // It was changed; that it cannot be read back now leaves it in doubt.
                                .otherwise(unread -> unseen(receipt)),
                        Placement::failed);
    }

    private static Placement unseen(MutateReceipt receipt) {
        return new Placement.Unknown("the change is not to be seen yet", receipt.requestId());
    }

    /** Google says that it was made: what is there instead, and is not what was there before, came after it. */
    private Future<Placement> made(Placing order, SetDailyBudget budget, AdsCampaign there, MutateReceipt receipt) {
        String name = there.budget().name();
        return switch (BudgetSight.seen(budget, there)) {
            case Placement.Placed same ->
                Future.succeededFuture(new Placement.Placed(name, receipt.requestId(), "read back"));
            case Placement.NotPlaced changed ->
                changes.found(order, budget, BudgetSight.budget(there))
                        .map(who -> new Placement.Placed(
                                name, receipt.requestId(), "and changed by somebody else at once: " + who));
            case Placement.NotFound before -> Future.succeededFuture(unseen(receipt));
            case Placement.Later other -> Future.succeededFuture(unseen(receipt));
            case Placement.Unknown other -> Future.succeededFuture(unseen(receipt));
        };
    }

    private Future<MutateReceipt> set(Account account, AdsCampaign found, DailyBudget wanted, Mutate how) {
        boolean amount =
                wanted.serving() && wanted.daily().micros() != found.budget().amountMicros();
        return amount
                ? ads.setBudget(account, found.budget().name(), wanted.daily().micros(), how)
                : ads.setServing(account, found.id(), wanted.serving(), how);
    }
}
