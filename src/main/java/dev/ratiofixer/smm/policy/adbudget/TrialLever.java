package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings.TrialSettings;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.policy.LeverDecision;
import dev.ratiofixer.smm.policy.LeverDecision.Hold;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.PolicyInput.OrderHistory;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.BudgetLever.BudgetAmounts;
import dev.ratiofixer.smm.policy.adbudget.BudgetTrial.TrialBlock;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.PaidEstimate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Plans a randomised trial of a daily budget where nobody can tell whether ads help, and says when a running one has to
 * end. Pure. {@code docs/decisions/0044-trials-are-orders.md} has the rules.
 */
public final class TrialLever {
    private static final Duration DAY = Duration.ofDays(1);
    /** Corrections of a few likes are no trouble; more than this share of them, and more than a few, are. */
    private static final double FALLEN = 0.02;

    private static final int FEW = 5;

    private TrialLever() {}

    /** Returns the trial as an order, or why nothing is done: what held the budget, and why there is no trial. */
    public static LeverDecision instead(PolicyInput now, AdBudgetService service, AssessedCounter counter, Hold hold) {
        TrialSettings settings = now.settings().trials();
        if (!settings.enabled() || !(now.ads() instanceof AdsView.Known known)) {
            return hold;
        }
        Optional<String> no = refused(now, known.facts(), service);
        if (no.isPresent()) {
            return without(hold, no.get());
        }
        AdsFacts ads = known.facts();
        Money own = ads.budget().daily();
        Money step = ads.preflight().rules().raised(own, now.settings().maxStep(), service.maxDaily());
        int blockDays = blockDays(now);
        int blocks = BudgetTrial.affordable(own, step, most(now, own), blockDays, settings.longestDays());
        if (blocks == 0) {
            return without(
                    hold,
                    "the limits, and the share of them that trials may have, do not pay for " + BudgetTrial.LEAST_BLOCKS
                            + " blocks of one");
        }
        Duration term = DAY.multipliedBy((long) blocks * blockDays + 2);
        Optional<String> late = tooLate(now, ads, own, term);
        return late.map(why -> without(hold, why)).orElseGet(() -> {
            long seed = seed(now);
            RunTrial trial = new RunTrial(
                    service.customerId(),
                    service.managerId(),
                    service.adsCampaignId(),
                    counter.word(),
                    own,
                    step,
                    seed,
                    BudgetTrial.draw(seed, blocks),
                    blockDays,
                    BudgetTrial.WASHOUT,
                    ads.zone(),
                    term);
            return new LeverDecision.Place(
                    new PlannedOrder(service, trial, trial.exposure(), Forecast.NOTHING, summary(trial)));
        });
    }

    private static LeverDecision without(Hold hold, String why) {
        return new Hold(hold.code(), hold.reason() + "; no trial is begun: " + why);
    }

    private static Optional<String> refused(PolicyInput now, AdsFacts ads, AdBudgetService service) {
        Consent consent = now.promotion().consent();
        boolean person = now.promotion().mode() == OrderMode.PROPOSE && consent == null;
        if (!person && (consent == null || !consent.trials())) {
            return Optional.of("the owner's consent does not cover trials");
        }
        List<Order> orders = OrderHistory.of(now, OrderType.AD_BUDGET).orders();
        Money baseline = BudgetAmounts.baseline(orders, service.id(), ads.budget());
        if (!ads.budget().serving() || !ads.budget().daily().equals(baseline)) {
            return Optional.of("the ads are paused, or their budget is not the owner's own now");
        }
        return orders.stream()
                .filter(order -> order.terms().action() instanceof RunTrial)
                .flatMap(order -> Optional.ofNullable(done(order)).stream())
                .findFirst();
    }

    /** Why an earlier trial is the last, {@code null} if it is not. */
    private static @Nullable String done(Order earlier) {
        if (earlier.status() == OrderStatus.REJECTED) {
            return "a person has refused one";
        }
        return earlier instanceof Order.Completed || earlier instanceof Pending
                ? "one was made already (order " + earlier.id() + ")"
                : null;
    }

    private static Optional<String> tooLate(PolicyInput now, AdsFacts ads, Money own, Duration term) {
        Instant end = now.now().plus(term);
        Consent consent = now.promotion().consent();
        if (consent != null && !consent.covers(end)) {
            return Optional.of("the owner's consent ends before it would");
        }
        return ads.preflight()
                .blockingRaise(own, end)
                .map(finding -> finding.item().sentence());
    }

    /** The cool-down in whole days: a budget is raised again two blocks after it was raised, at the soonest. */
    private static int blockDays(PolicyInput now) {
        long millis = now.settings().cooldownOf(OrderType.AD_BUDGET).toMillis();
        return (int) Math.max(1, Math.ceilDiv(millis, DAY.toMillis()));
    }

    /** What one may reserve: what the limits leave, and what the trials before it left of their share. */
    private static Money most(PolicyInput now, Money own) {
        SpendLimits limits = now.promotion().limits();
        double max = limits == null || !limits.maxSpend().currency().equals(own.currency())
                ? 0
                : limits.maxSpend().micros();
        double share = max * now.settings().trials().maxShareOfSpend();
        long before = now.history().orders().stream()
                .filter(order -> order.terms().action() instanceof RunTrial)
                .mapToLong(order -> order.held().micros())
                .sum();
        double room = Math.min(share - before, BudgetAmounts.room(now, own));
        return new Money((long) Math.max(0, room), own.currency());
    }

    /** Of the campaign and the moment, which know nothing of the days to come. */
    private static long seed(PolicyInput now) {
        String moment = now.promotion().campaignId() + "/" + now.now().toEpochMilli() + "/"
                + now.evidence().sample().counters().views();
        return UUID.nameUUIDFromBytes(moment.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }

    private static String summary(RunTrial trial) {
        long up = trial.draws().stream().filter(raised -> raised).count();
        int days = trial.draws().size() * trial.blockDays();
        return "Find out by a trial of %d days whether more ads bring %s: on %d of them, drawn by a coin, the budget is %s and not %s a day"
                .formatted(days, trial.counter(), up * trial.blockDays(), trial.step(), trial.own());
    }

    /** Returns how far a trial is, as one sentence. */
    public static String progress(Pending order, Instant now) {
        if (!(order.terms().action() instanceof RunTrial action)) {
            return "no trial is running";
        }
        BudgetTrial trial = BudgetTrial.of(action, order.receipt().at());
        List<TrialBlock> blocks = trial.blocks();
        int block =
                (int) blocks.stream().filter(one -> !one.from().isAfter(now)).count();
        int days = blocks.size() * action.blockDays();
        if (block == 0) {
            return "a trial of %d days begins at %s"
                    .formatted(days, blocks.getFirst().from());
        }
        long into = Duration.between(blocks.get(block - 1).from(), now).toDays();
        long day = Math.min(days, (long) (block - 1) * action.blockDays() + into + 1);
        return "a trial is running, day %d of %d, to find out whether more ads bring %s: today's budget is %s a day"
                .formatted(day, days, action.counter(), trial.budget(now));
    }

    /** Returns the sign of trouble that ends a trial at once; empty for none. */
    public static Optional<String> trouble(PolicyInput now, Pending trial) {
        if (trial.terms().action() instanceof RunTrial action
                && now.ads() instanceof AdsView.Known known
                && !List.of(action.own(), action.step())
                        .contains(known.facts().budget().effective())) {
            return Optional.of("somebody else has changed the budget");
        }
        List<CampaignReading> readings = now.history().readings();
        for (int i = readings.size() - 1; i > 0; i--) {
            CampaignReading to = readings.get(i);
            CampaignReading from = readings.get(i - 1);
            if (from.at().isBefore(trial.receipt().at())) {
                break;
            }
            if (to.regime() != from.regime()) {
                return Optional.of("YouTube counts views in another way since " + to.at());
            }
            if (to.views() < from.views() || fell(from, to, trial)) {
                return Optional.of("a counter of the video fell at " + to.at());
            }
        }
        return Optional.empty();
    }

    private static boolean fell(CampaignReading from, CampaignReading to, Pending trial) {
        AssessedCounter counter = counter(trial);
        Long before = counter.of(from);
        Long after = counter.of(to);
        return before != null && (after == null || before - after > Math.max(FEW, FALLEN * before));
    }

    /**
     * Returns what was learned from a campaign's days with what a trial has told: its interval bounds what is believed,
     * and where the two do not meet the coin's word counts. Only where its interval excludes no effect may a raise lean
     * on it.
     */
    static PaidEstimate bounded(PaidEstimate learned, TrialResult trial) {
        double least = trial.multipleLow() == null ? Double.NEGATIVE_INFINITY : trial.multipleLow();
        double most = trial.multipleHigh() == null ? Double.POSITIVE_INFINITY : trial.multipleHigh();
        return new PaidEstimate(
                Math.clamp(learned.multiple(), least, most),
                Math.clamp(learned.low(), least, most),
                Math.clamp(learned.high(), least, most),
                trial.helps() ? 1 : trial.doesNotHelp() ? 0 : learned.above(),
                trial.helps() ? 0 : learned.under(),
                learned.organic(),
                learned.until());
    }

    /** Returns which counter a trial is about. */
    public static AssessedCounter counter(Order order) {
        return order.terms().action() instanceof RunTrial trial
                        && trial.counter().equals(AssessedCounter.COMMENTS.word())
                ? AssessedCounter.COMMENTS
                : AssessedCounter.LIKES;
    }

    /** Returns what the target asked of a view at the last reading, 0 where that is not known. */
    public static double rate(Order order, CampaignOrderHistory campaign) {
        if (campaign.readings().isEmpty()) {
            return 0;
        }
        CampaignReading last = campaign.readings().getLast();
        Double target = counter(order).target(last);
        return target == null || last.views() <= 0 ? 0 : target / last.views();
    }
}
