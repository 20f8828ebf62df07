package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.execution.OrderExecutor;
import dev.ratiofixer.smm.execution.Placement;
import dev.ratiofixer.smm.execution.adbudget.BudgetReturn.ForeignChanges;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.Order.Attempt;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.order.TrialLog;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.BudgetOutcome;
import dev.ratiofixer.smm.policy.adbudget.BudgetOutcome.TrialFindings;
import dev.ratiofixer.smm.policy.adbudget.BudgetTrial;
import dev.ratiofixer.smm.policy.adbudget.BudgetTrial.TrialBlock;
import dev.ratiofixer.smm.policy.adbudget.TrialLever;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Trials of a budget by the coin. What the ledger says is the schedule; each look brings the budget to what the
 * schedule says of that moment, by the same calls as an order that raises a budget or gives one back. So whoever finds
 * a trial after a crash does the same as who died, and a budget can only be up inside a trial that is open.
 */
public final class TrialExecutor implements OrderExecutor<RunTrial> {
    /** What nobody tells of is seen so soon, at the latest. */
    private static final Duration LOOK = Duration.ofHours(3);

    private static final Duration RETRY = Duration.ofMinutes(15);
    private static final int MOST_FAILED = 8;
    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
    /** What was sent and not answered may land so long after; a change that was made may not be seen before. */
    private static final Duration LANDING = Duration.ofMinutes(2);
    /** Reviews read the video every six hours. */
    private static final Duration UNREAD = Duration.ofHours(14);

    /** How a line of the history begins that says that its budget is up. */
    private static final String RAISED = "a raised block: ";

    private static final String OWN = "a block with the owner's budget: ";
    /** Of a campaign's orders; while a trial runs there are only comments and tasks beside it. */
    private static final int NEWEST = 50;

    private final AdBudgetExecutor budgets;
    private final OrderLedger ledger;
    private final ForeignChanges changes;
    private final TrialLog log;
    private final InstantSource clock;
    /** By order: what is remembered of it here. Who finds a trial after a crash begins with nothing. */
    private final Map<String, Remembered> remembered = new HashMap<>();

    /**
     * What is remembered of a trial between its looks.
     *
     * @param estimated how many blocks had ended at the last estimate
     * @param failed how many looks in a row came to nothing
     * @param doubtful when a raise was sent of which nobody knows yet whether it comes
     */
    private record Remembered(
            int estimated, int failed, @Nullable Instant doubtful) {
        static final Remembered NOTHING = new Remembered(0, 0, null);

        Remembered failed(int looks) {
            return new Remembered(estimated, looks, doubtful);
        }

        Remembered doubtful(@Nullable Instant sent) {
            return new Remembered(estimated, failed, sent);
        }
    }

    public TrialExecutor(
            AdBudgetExecutor budgets, OrderLedger ledger, ForeignChanges changes, TrialLog log, InstantSource clock) {
        this.budgets = budgets;
        this.ledger = ledger;
        this.changes = changes;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public OrderType type() {
        return OrderType.AD_BUDGET;
    }

    @Override
    public Future<Prerequisite> preflight() {
        return budgets.preflight();
    }

    @Override
    public List<ServicePart> health() {
        return List.of();
    }

    /** Changes nothing yet: the owner's own budget has to be there, and such that it could be brought back. */
    @Override
    public Future<Placement> place(Placing order, RunTrial trial, FencingCheck gate) {
        return budgets.place(order, trial.kept(), gate);
    }

    @Override
    public Future<Placement> readBack(Placing order, RunTrial trial) {
        return budgets.readBack(order, trial.kept());
    }

    @Override
    public boolean readable() {
        return true;
    }

    /** Nothing is sent to place it. */
    @Override
    public boolean provenAbsent(Attempt attempt) {
        return true;
    }

    @Override
    public Duration effect(RunTrial trial) {
        return trial.term();
    }

    @Override
    public Optional<Duration> firstLook() {
        return Optional.of(FIRST_LOOK);
    }

    @Override
    public Optional<Step> endsEarlier(Instant placed) {
        return budgets.endsEarlier(placed);
    }

    @Override
    public Future<Step> settle(Pending order, RunTrial action, FencingCheck gate) {
        Instant now = clock.instant();
        BudgetTrial trial = BudgetTrial.of(action, order.receipt().at());
        Instant ended = order.endedAt();
        if (ended != null) {
            return complete(order, action, trial, ended);
        }
        if (!now.isBefore(order.until())) {
            return end(order, action, trial, "the trial was ended", gate);
        }
        if (!now.isBefore(trial.end())) {
            return end(order, action, trial, "the trial is over", gate);
        }
        return history(order)
                .compose(campaign -> unread(campaign, now)
                        ? end(order, action, trial, "the video's numbers cannot be read", gate)
                        : told(order, action, trial, campaign)
                                .compose(result -> result.filter(TrialExecutor::known)
                                        .map(known ->
                                                end(order, action, trial, "its answer is known, " + known.read(), gate))
                                        .orElseGet(() -> goOn(order, action, trial, now, gate))));
    }

    /** The answer is there: going on would only cost money. */
    private static boolean known(TrialResult result) {
        return result.helps() || result.doesNotHelp();
    }

    private static boolean unread(CampaignOrderHistory campaign, Instant now) {
        return campaign.readings().isEmpty()
                || campaign.readings().getLast().at().isBefore(now.minus(UNREAD));
    }

    private Future<CampaignOrderHistory> history(Pending order) {
        return ledger.history(order.terms().campaignId(), order.terms().video(), clock.instant());
    }

    /** Brings the budget to what the schedule says of now. */
    private Future<Step> goOn(Pending order, RunTrial action, BudgetTrial trial, Instant now, FencingCheck gate) {
        Optional<TrialBlock> block = trial.at(now);
        Instant border = block.map(TrialBlock::to)
                .orElseGet(() -> trial.blocks().getFirst().from());
        Instant next = border.isBefore(now.plus(LOOK)) ? border : now.plus(LOOK);
        return block.filter(TrialBlock::raised)
                .map(up -> seenUp(order, up)
                        .compose(seen -> raised(order, action, trial, raise(order, action, border), seen, next, gate)))
                .orElseGet(() -> owned(order, raise(order, action, paidUntil(trial, now)), next, gate));
    }

    /** Whether its history says that the budget was up in this very block; every node finds the same there. */
    private Future<Boolean> seenUp(Pending order, TrialBlock block) {
        return seen(order, RAISED).map(times -> times.stream().anyMatch(at -> !at.isBefore(block.from())));
    }

    /** When its history has a line that begins so. */
    private Future<List<Instant>> seen(Pending order, String what) {
        return ledger.records(order.terms().campaignId(), "", NEWEST)
                .map(records -> records.stream()
                        .filter(one -> one.order().id().equals(order.id()))
                        .flatMap(one -> one.history().stream())
                        .map(OrderRecord.Step::event)
                        .filter(event -> event.detail().startsWith(what))
                        .map(OrderEvent::at)
                        .toList());
    }

    /** Until when what may be up now is paid for by the reservation. */
    private static Instant paidUntil(BudgetTrial trial, Instant now) {
        return trial.at(now)
                .filter(block -> !block.raised())
                .map(TrialBlock::from)
                .orElse(now.isBefore(trial.end()) ? now : trial.end());
    }

    private static SetDailyBudget raise(Pending order, RunTrial action, Instant until) {
        return action.raise(Duration.between(order.receipt().at(), until));
    }

    /** @param seen whether it was up: if it is the owner's own again, somebody set it back and does not want it up */
    private Future<Step> raised(
            Pending order,
            RunTrial action,
            BudgetTrial trial,
            SetDailyBudget raise,
            boolean seen,
            Instant next,
            FencingCheck gate) {
        Placing raising = order.raising(clock.instant());
        Future<Placement> there = seen ? budgets.readBack(raising, raise) : budgets.place(raising, raise, gate);
        return there.compose(outcome -> switch (outcome) {
            case Placement.Placed placed -> {
                remember(order, of(order).doubtful(null));
                yield goes(order, next, RAISED + placed.note());
            }
            case Placement.NotPlaced not -> end(order, action, trial, not.problem(), gate);
            case Placement.Later later ->
                again(order, later.problem(), () -> end(order, action, trial, later.problem(), gate));
            case Placement.Unknown doubt -> {
                if (!seen) {
                    remember(order, of(order).doubtful(clock.instant()));
                }
                yield again(order, doubt.problem(), () -> end(order, action, trial, doubt.problem(), gate));
            }
            case Placement.NotFound none ->
                seen
                        ? ended(order, raise, "its budget was set back", BudgetReturn.BudgetSight.own(raise), null)
                        : again(
                                order,
                                "it is not to be seen",
                                () -> end(order, action, trial, "it is not to be seen", gate));
        });
    }

    private Future<Step> owned(Pending order, SetDailyBudget raise, Instant next, FencingCheck gate) {
        return budgets.giveBack(raise, gate).compose(outcome -> switch (outcome) {
            case BudgetReturn.Outcome.Back back ->
                back.left() == null
                        ? goes(order, next, OWN + back.note())
                        : ended(order, raise, back.note(), back.left(), back.requestId());
            case BudgetReturn.Outcome.NotBack not ->
                not.refused() ? notReturned(raise, not) : again(order, not.problem(), () -> notReturned(raise, not));
            case BudgetReturn.Outcome.NotSent not -> soon(not.reason());
        });
    }

    private static Future<Step> notReturned(SetDailyBudget raise, BudgetReturn.Outcome.NotBack not) {
        return Future.succeededFuture(new Step.NotReturned(raise, not.refused(), not.problem(), not.requestId()));
    }

    /** An outage of minutes is no trouble; one of hours is. */
    private Future<Step> again(Pending order, String why, Supplier<Future<Step>> otherwise) {
        int looks = of(order).failed() + 1;
        remember(order, of(order).failed(looks));
        return looks < MOST_FAILED ? soon(why) : otherwise.get();
    }

    private Future<Step> soon(String why) {
        return Future.succeededFuture(new Step.GoOn(clock.instant().plus(RETRY), "again in a while: " + why));
    }

    private Future<Step> goes(Pending order, Instant next, String note) {
        remember(order, of(order).failed(0));
        Instant soonest = clock.instant().plus(FIRST_LOOK);
        return Future.succeededFuture(new Step.GoOn(next.isAfter(soonest) ? next : soonest, note));
    }

    /** Gives back what may be up, and ends. */
    private Future<Step> end(Pending order, RunTrial action, BudgetTrial trial, String why, FencingCheck gate) {
        Instant now = clock.instant();
        SetDailyBudget raise = raise(order, action, paidUntil(trial, now));
        return budgets.giveBack(raise, gate).compose(outcome -> switch (outcome) {
            case BudgetReturn.Outcome.Back back ->
                mayLand(order, now)
                        ? postponed("a raise that was not answered may still come: it is looked for again; " + why)
                        : ended(order, raise, why + "; " + back.note(), back.left(), back.requestId());
            case BudgetReturn.Outcome.NotBack not -> notReturned(raise, not);
            // Its end is due now: a look that is only planned would come at once, and again.
            case BudgetReturn.Outcome.NotSent not -> postponed(not.reason());
        });
    }

    private boolean mayLand(Pending order, Instant now) {
        Instant sent = of(order).doubtful();
        return sent != null && now.isBefore(sent.plus(LANDING));
    }

    private static Future<Step> postponed(String why) {
        return Future.succeededFuture(new Step.Postpone(why));
    }

    private Future<Step> ended(
            Pending order, SetDailyBudget raise, String why, @Nullable DailyBudget left, @Nullable String requestId) {
        Future<String> note = left == null
                ? Future.succeededFuture(why)
                : changes.found(order, raise, left).map(who -> why + "; " + who);
        return note.<Step>map(told -> {
                    Instant at = clock.instant();
                    return new Step.End(
                            at, at.plus(AdBudgetExecutor.METRICS_LAG), "the trial ends: " + told, requestId);
                })
                .otherwise(unkept ->
                        new Step.Postpone("somebody else has changed its budget, and that cannot be noted yet"));
    }

    /** What it has told by now, asked once after each block; a report that cannot be read is asked again later. */
    private Future<Optional<TrialResult>> told(
            Pending order, RunTrial action, BudgetTrial trial, CampaignOrderHistory campaign) {
        Instant known = clock.instant().minus(AdBudgetExecutor.METRICS_LAG);
        int over = (int) trial.blocks().stream()
                .filter(block -> !block.to().isAfter(known))
                .count();
        if (over == of(order).estimated()) {
            return Future.succeededFuture(Optional.empty());
        }
        return facts(order, action, campaign)
                .compose(facts -> {
                    TrialResult result = trial.estimate(
                            campaign.readings(), facts.hours(), TrialLever.counter(order), clock.instant(), null);
                    return log.keep(order.id(), clock.instant(), result).map(kept -> {
                        Remembered now = of(order);
                        remember(order, new Remembered(over, now.failed(), now.doubtful()));
                        return Optional.of(result);
                    });
                })
                .otherwise(Optional.empty());
    }

    private Future<AdsFacts> facts(Pending order, RunTrial action, CampaignOrderHistory campaign) {
        Instant placed = order.receipt().at();
        Instant from = campaign.readings().isEmpty()
                        || campaign.readings().getFirst().at().isAfter(placed)
                ? placed
                : campaign.readings().getFirst().at();
        return budgets.paidFor(action.kept(), from);
    }

    private Remembered of(Pending order) {
        return remembered.getOrDefault(order.id(), Remembered.NOTHING);
    }

    private void remember(Pending order, Remembered now) {
        remembered.put(order.id(), now);
    }

    private Future<Step> complete(Pending order, RunTrial action, BudgetTrial trial, Instant ended) {
        return history(order)
                .compose(campaign -> Future.all(facts(order, action, campaign), seen(order, OWN))
                        .compose(all -> {
                            AdsFacts facts = all.resultAt(0);
                            TrialResult result = trial.estimate(
                                    campaign.readings(),
                                    facts.hours(),
                                    TrialLever.counter(order),
                                    clock.instant(),
                                    ended);
                            TrialFindings found =
                                    new TrialFindings(result, TrialLever.rate(order, campaign), all.resultAt(1));
                            Settlement settlement = BudgetOutcome.settle(order, action, trial, ended, facts, found);
                            remembered.remove(order.id());
                            return log.keep(order.id(), clock.instant(), result)
                                    .<Step>map(kept -> new Step.Complete(settlement));
                        }))
                .otherwise(cause -> new Step.Postpone("what it cost cannot be read yet: "
                        + ProviderException.of(cause).detail()));
    }
}
