package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.policy.ForecastMaker;
import dev.ratiofixer.smm.policy.LeverDecision;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.PolicyInput.OrderHistory;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.BudgetRules;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.PaidEstimate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The choice of a daily budget. One instance looks at one campaign once. */
public final class BudgetLever {
    /** Beyond the cool-down an amount stays reserved for a while, so that the next order finds it in place. */
    private static final double GRACE = 1.25;

    private static final double GRACE_FOR_PEOPLE = 3;

    /** From the owner's budget to ten times that, in natural logarithms. */
    private static final double CLIMB = Math.log(10);

    private final PolicyInput now;
    private final AdBudgetService service;
    private final CounterAssessment standing;
    private final AdsFacts ads;
    private final Optional<PaidEstimate> paid;
    private final Money baseline;
    private final Duration term;

    private BudgetLever(PolicyInput now, AdBudgetService service, CounterAssessment standing, AdsFacts ads) {
        this.now = now;
        this.service = service;
        this.standing = standing;
        this.ads = ads;
        this.paid = standing.health() == CounterAssessment.CounterHealth.AMPLE
                ? Optional.empty()
                : PaidEngagementEstimator.estimate(
                                now.history().readings(),
                                ads,
                                standing.counter(),
                                now.now(),
                                now.promotion().video().publishedAt())
                        .map(learned -> budgets(now)
                                .tried(standing.counter())
                                .map(trial -> TrialLever.bounded(learned, trial))
                                .orElse(learned));
        this.baseline = BudgetAmounts.baseline(now.history().orders(), service.id(), ads.budget());
        double terms = now.promotion().mode() == OrderMode.AUTO ? GRACE : GRACE_FOR_PEOPLE;
        this.term = Duration.ofMillis(
                Math.round(now.settings().cooldownOf(OrderType.AD_BUDGET).toMillis() * terms));
    }

    public static LeverDecision choose(PolicyInput now, AdBudgetService service, AssessedCounter counter) {
        CounterAssessment standing = now.standing(counter);
        if (standing.health() == CounterAssessment.CounterHealth.UNKNOWN) {
            return new LeverDecision.Hold(
                    ReasonCode.NO_EXPECTATION,
                    "the %s cannot be compared with an expectation".formatted(counter.word()));
        }
        Optional<String> rests = rests(now);
        if (rests.isPresent()) {
            boolean unplaced = budgets(now).unplaced().isPresent();
            return new LeverDecision.Hold(unplaced ? ReasonCode.UNPLACED : ReasonCode.RESTING, rests.get());
        }
        return switch (now.ads()) {
            case AdsView.NotNeeded none ->
                new LeverDecision.Hold(ReasonCode.PROVIDER_AWAY, "the ads campaign was not looked at");
            case AdsView.Unknown unknown -> new LeverDecision.Hold(ReasonCode.PROVIDER_AWAY, unknown.reason());
            case AdsView.Known known -> new BudgetLever(now, service, standing, known.facts()).choose();
        };
    }

    /** The budget that is the owner's own: of it, what an order has raised or lowered is not part. */
    public static DailyBudget ownBudget(PolicyInput now, AdsFacts ads) {
        return Stream.of(now.likeLever(), now.commentLever())
                .filter(AdBudgetService.class::isInstance)
                .findFirst()
                .map(service -> BudgetAmounts.baseline(now.history().orders(), service.id(), ads.budget()))
                .filter(own -> !own.equals(ads.budget().effective()))
                .map(own -> new DailyBudget(own, true))
                .orElse(ads.budget());
    }

    private static OrderHistory budgets(PolicyInput now) {
        return OrderHistory.of(now, OrderType.AD_BUDGET);
    }

    /** Why no budget is decided on now; empty when one is. */
    public static Optional<String> rests(PolicyInput now) {
        OrderHistory history = budgets(now);
        Optional<Order> unplaced = history.unplaced();
        if (unplaced.isPresent()) {
            String id = unplaced.get().id();
            return Optional.of("an earlier order is not placed yet (order " + id + ")");
        }
        Optional<Instant> until = history.resting(now.now());
        return history.trial().isPresent()
                ? Optional.empty()
                : until.map(at -> "the budget was changed lately: it rests until " + at);
    }

    private LeverDecision choose() {
        String account = ads.budget().daily().currency();
        if (!account.equals(service.maxDaily().currency())) {
            return blocked(new PreflightFinding.OtherCurrency(service.maxDaily().currency(), account));
        }
        Optional<PreflightFinding> blocking = ads.preflight().blocking(baseline);
        if (blocking.isPresent()) {
            return blocked(blocking.get());
        }
        Optional<String> overdue = BudgetOutcome.overdue(now.history().orders(), service.id());
        if (overdue.isPresent()) {
            return new LeverDecision.Hold(ReasonCode.UNCHANGEABLE, overdue.get());
        }
        return switch (standing.health()) {
            case SHORT -> whenShort();
            case FAIR -> whenFair();
            case AMPLE -> whenAmple();
            case UNKNOWN -> new LeverDecision.Hold(ReasonCode.NO_EXPECTATION, "nothing is expected of it");
        };
    }

    /** Nothing is changed; where something should be, people are asked. */
    private LeverDecision blocked(PreflightFinding finding) {
        String sentence = finding.item().sentence();
        return standing.health() == CounterAssessment.CounterHealth.SHORT
                ? new LeverDecision.AskPeople("Ratio Fixer cannot change the budget of the ads: " + sentence + ".")
                : new LeverDecision.Hold(ReasonCode.UNCHANGEABLE, sentence);
    }

    private LeverDecision whenShort() {
        if (paid.isEmpty()) {
            return new LeverDecision.Hold(
                    ReasonCode.PAID_VIEWERS_UNKNOWN, "it is not known yet how paid viewers engage");
        }
        if (good(paid.get())) {
            return raise();
        }
        if (paid.get().surelyBad()) {
            return lower(true);
        }
        return keepOr(
                ReasonCode.PAID_VIEWERS_UNKNOWN,
                "paid viewers engage %s as often as the target asks: too uncertain to act".formatted(paid.get()));
    }

    private LeverDecision whenFair() {
        boolean under = standing.count() < standing.target();
        if (under && paid.isPresent() && paid.get().surelyBad()) {
            return lower(false);
        }
        String reason =
                "the %s are where they should be".formatted(standing.counter().word());
        return under ? keepOr(ReasonCode.ON_TARGET, reason) : new LeverDecision.Hold(ReasonCode.ON_TARGET, reason);
    }

    private LeverDecision whenAmple() {
        return new LeverDecision.Hold(
                ReasonCode.ON_TARGET,
                "there are %s in plenty".formatted(standing.counter().word()));
    }

    /** Whether paid viewers are good enough for a raise, with the raises that were made already. */
    private boolean good(PaidEstimate estimate) {
        List<Instant> raises = now.history().orders().stream()
                .filter(order -> order instanceof Pending || order instanceof Completed)
                .filter(order -> order.terms().serviceId().equals(service.id()))
                .filter(order -> order.terms().action() instanceof SetDailyBudget set && set.raised() && !set.keeps())
                .map(order -> order.terms().orderedAt())
                .toList();
        return estimate.good(raises, raises.size() * Math.log1p(now.settings().maxStep()) > CLIMB);
    }

    private LeverDecision raise() {
        if (!ads.budget().serving()) {
            return new LeverDecision.Hold(
                    ReasonCode.ADS_PAUSED, "the ads campaign is paused: a paused campaign is not raised");
        }
        Optional<PreflightFinding> useless =
                ads.preflight().blockingRaise(baseline, now.now().plus(term));
        if (useless.isPresent()) {
            return blocked(useless.get());
        }
        Money current = ads.budget().daily();
        Money cap = least(service.maxDaily(), BudgetAmounts.affordableRaise(now, baseline, term));
        Money next = ads.preflight().rules().raised(current, now.settings().maxStep(), cap);
        if (next.compareTo(current) > 0) {
            return order(next, true, why());
        }
        return raised() ? keep(why()) : noRoom("the limits leave no room to raise the budget");
    }

    private LeverDecision lower(boolean mayPause) {
        Money current = ads.budget().daily();
        if (!ads.budget().serving()) {
            return new LeverDecision.AskPeople(
                    "The ads are paused, as their viewers do not take to the video. Look at whom "
                            + "they reach, and at other ways to its audience.");
        }
        if (raised()) {
            // Nobody pays for a step down from there: the owner's own budget is back within hours.
            return new LeverDecision.Hold(
                    ReasonCode.GOING_BACK, "the raised budget goes back at the end of its term: " + why());
        }
        BudgetRules rules = ads.preflight().rules();
        Money floor = rules.floor(service.minDaily());
        if (current.compareTo(floor) > 0) {
            return order(rules.lowered(current, now.settings().maxStep(), floor), true, why());
        }
        return mayPause
                ? order(current, false, why())
                : new LeverDecision.Hold(ReasonCode.AT_LOWEST, "the budget is at its lowest");
    }

    /** Keeps a raised budget up, unless it is not worth it; else does nothing. */
    private LeverDecision keepOr(ReasonCode code, String reason) {
        boolean worthIt = paid.isEmpty() || paid.get().multiple() >= 1;
        return raised() && worthIt ? keep(reason) : new LeverDecision.Hold(code, reason);
    }

    /** Pays for another term of a raised budget, the whole of it or nothing: in part it would be a lowering. */
    private LeverDecision keep(String reason) {
        Money current = ads.budget().daily();
        return current.compareTo(BudgetAmounts.affordable(now, baseline, term)) <= 0
                ? order(current, true, reason)
                : noRoom("the limits do not pay for the raised budget any longer: it goes back");
    }

    private LeverDecision noRoom(String why) {
        return now.limits().spending()
                ? new LeverDecision.Hold(ReasonCode.LIMITS, why)
                : new LeverDecision.Hold(ReasonCode.SPENDING_OFF, "spending is switched off: no budget is raised");
    }

    private LeverDecision order(Money next, boolean serving, String why) {
        SetDailyBudget action = new SetDailyBudget(
                service.customerId(),
                service.managerId(),
                service.adsCampaignId(),
                baseline,
                ads.budget(),
                new DailyBudget(next, serving),
                term);
        Forecast forecast = forecast(action);
        return new LeverDecision.Place(new PlannedOrder(
                service, action, action.exposure(), forecast, summary(action, why) + ForecastMaker.text(forecast)));
    }

    private Forecast forecast(SetDailyBudget action) {
        // The multiple and the rate are of one unit.
        double more = action.raised()
                ? ads.viewsAbove(action) * ads.viewsPerCounted(now.history().readings())
                : 0;
        double multiple = paid.map(PaidEstimate::multiple).orElse(1.0);
        double likes = more * multiple * now.standing(AssessedCounter.LIKES).targetRate();
        double comments =
                more * multiple * now.standing(AssessedCounter.COMMENTS).targetRate();
        return more <= 0
                ? Forecast.NOTHING
                : ForecastMaker.of(
                        now,
                        likes,
                        ForecastMaker.ofPaid(now, AssessedCounter.LIKES),
                        comments,
                        ForecastMaker.ofPaid(now, AssessedCounter.COMMENTS));
    }

    private String summary(SetDailyBudget action, String why) {
        String what = action.keeps() ? "Keep " + action.after() : "From " + action.before() + " to " + action.after();
        return what + ": " + why;
    }

    private String why() {
        return "paid viewers engage %s as often as the target asks, %d %s are missing"
                .formatted(
                        paid.map(PaidEstimate::toString).orElse("an unknown number of times"),
                        standing.missing(),
                        standing.counter().word());
    }

    private boolean raised() {
        return ads.budget().effective().compareTo(baseline) > 0;
    }

    private static Money least(Money one, Money other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /**
     * Amounts of a daily budget: the owner's own, and how high the limits leave room for. What the limits leave is a
     * forecast of what the ledger will allow, so that a raise is cut to size and not refused; the ledger has the last
     * word.
     */
    static final class BudgetAmounts {
        private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();
        /** A raise that could not be kept up would only have cost money: it leaves so many days' worth of max_spend. */
        private static final Duration KEPT_UP = Duration.ofDays(7);

        private BudgetAmounts() {}

        /**
         * The daily budget that is the owner's own: that of the order whose budget is in force; else the owner has set
         * what is found there, and that is it.
         *
         * @param orders newest first
         */
        static Money baseline(List<Order> orders, String serviceId, DailyBudget found) {
            for (Order order : orders) {
                if (order instanceof Pending pending
                        && pending.endedAt() == null
                        && pending.terms().serviceId().equals(serviceId)
                        && pending.terms().action() instanceof SetDailyBudget set) {
                    return set.after().equals(found) ? set.baseline() : found.effective();
                }
            }
            return found.effective();
        }

        /** The highest daily budget that can be raised to: its term is paid, and a week of it after that. */
        static Money affordableRaise(PolicyInput now, Money baseline, Duration term) {
            double spread = days(term) * SetDailyBudget.OVERDELIVERY;
            double above = Math.min(room(now, baseline) / spread, campaign(now, baseline) / (spread + days(KEPT_UP)));
            return baseline.plus(new Money((long) Math.max(0, above), baseline.currency()));
        }

        /** The highest daily budget whose term can be paid. */
        static Money affordable(PolicyInput now, Money baseline, Duration term) {
            double above = room(now, baseline) / (days(term) * SetDailyBudget.OVERDELIVERY);
            return baseline.plus(new Money((long) Math.max(0, above), baseline.currency()));
        }

        private static double days(Duration duration) {
            return duration.toMillis() / DAY_MILLIS;
        }

        /** What one more order may reserve. */
        static double room(PolicyInput now, Money baseline) {
            SpendLimits limits = now.promotion().limits();
            if (!now.limits().spending() || limits == null) {
                return 0;
            }
            String currency = baseline.currency();
            long day = cap(limits.dailySpend(), currency) - today(now);
            long order = Math.min(
                    cap(now.limits().perOrder(), currency), cap(now.limits().perDay(), currency));
            return Math.min((double) order, Math.min(campaign(now, baseline), (double) day));
        }

        /** What is left of the campaign's limit. */
        private static double campaign(PolicyInput now, Money baseline) {
            SpendLimits limits = now.promotion().limits();
            Money reserved = now.history().totals().reserved();
            long taken = reserved == null ? 0 : reserved.micros();
            return limits == null ? 0 : cap(limits.maxSpend(), baseline.currency()) - taken;
        }

        private static long today(PolicyInput now) {
            LocalDate today = LocalDate.ofInstant(now.now(), ZoneOffset.UTC);
            return now.history().orders().stream()
                    .filter(order -> LocalDate.ofInstant(order.terms().orderedAt(), ZoneOffset.UTC)
                            .equals(today))
                    .map(Order::held)
                    .mapToLong(Money::micros)
                    .sum();
        }

        private static long cap(@Nullable Money limit, String currency) {
            return limit == null || !limit.currency().equals(currency) ? 0 : limit.micros();
        }
    }
}
