package dev.ratiofixer.backtest;

import dev.ratiofixer.backtest.BacktestCase.HourSeen;
import dev.ratiofixer.backtest.BacktestCase.Look;
import dev.ratiofixer.backtest.KnownThen.AdsThen;
import dev.ratiofixer.backtest.KnownThen.LeverThen;
import dev.ratiofixer.backtest.KnownThen.PromptsThen;
import dev.ratiofixer.backtest.KnownThen.TermsThen;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PromotionPolicy;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was known of a campaign at each instant of a backtest, and the policy's input made of it: nothing that became
 * known later is in it, but for what {@link #assumptions} name. It is told of the looks in their order, on one thread.
 */
final class PointInTimeInput {
    private static final Duration LOOK_BACK = Duration.ofDays(60);
    private static final Duration CONSENT = Duration.ofDays(3650);

    private final BacktestCase given;
    private final Backtest.Trial trial;
    private final List<CampaignReading> kept;
    private final NavigableMap<Instant, CampaignReading> readings = new TreeMap<>();
    private final NavigableMap<Instant, AdsHour> hours = new TreeMap<>();
    private final NavigableMap<Instant, DailyBudget> found = new TreeMap<>();
    private final Set<String> assumptions = new LinkedHashSet<>();
    private int seen;
    private @Nullable TermsThen terms;
    private @Nullable AdsThen ads;
    private @Nullable PromptsThen prompts;
    private @Nullable String hold;

    PointInTimeInput(BacktestCase given, Backtest.Trial trial) {
        this.given = given;
        this.trial = trial;
        Instant first =
                given.looks().isEmpty() ? Instant.MAX : given.looks().getFirst().at();
        // Later ones have the target of then.
        this.kept = given.kept().stream()
                .filter(reading -> trial.policy().isEmpty() || reading.at().isBefore(first))
                .toList();
        given.looks().stream()
                .map(Look::known)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(known -> terms = known.terms());
    }

    /** What was set then, {@code null} where it was not kept yet. */
    @Nullable
    TermsThen terms() {
        return terms;
    }

    /** Why a person had to look first, {@code null} where nothing held the campaign. */
    @Nullable
    String hold() {
        return hold;
    }

    /** What had to be taken for given, each as a sentence for people. */
    List<String> assumptions() {
        return List.copyOf(assumptions);
    }

    /** Takes in what became known by a look. */
    void learn(Look look) {
        while (seen < given.hours().size() && !given.hours().get(seen).seenAt().isAfter(look.at())) {
            HourSeen hour = given.hours().get(seen++);
            hours.put(hour.hour().start(), hour.hour());
        }
        KnownThen known = look.known();
        if (known == null) {
            return;
        }
        terms = known.terms();
        hold = known.held();
        prompts = known.prompts() == null ? prompts : known.prompts();
        AdsThen told = known.ads();
        if (told != null) {
            ads = told;
            AdsFacts facts = told.known();
            if (facts != null) {
                found.put(look.at(), facts.budget());
            }
        }
    }

    /**
     * Keeps the counters of a look at which the policy is asked: the first of an instant, as the ledger does. A reading
     * is kept there before the policy is asked; so one may be there of a time at which Google did not answer, and
     * nobody was asked.
     */
    void remember(Evidence evidence, PolicySettings policy) {
        Instant at = evidence.sample().at();
        Long views = evidence.sample().counters().views();
        if (views != null) {
            readings.putIfAbsent(
                    at.truncatedTo(ChronoUnit.MILLIS),
                    new CampaignReading(
                            at,
                            views,
                            evidence.sample().counters().likes(),
                            evidence.sample().counters().comments(),
                            evidence.likes() == null ? null : evidence.likes().at(policy.target()),
                            evidence.comments() == null
                                    ? null
                                    : evidence.comments().at(policy.target()),
                            evidence.sample().countingRegime()));
        }
        kept.stream()
                .takeWhile(reading -> !reading.at().isAfter(at))
                .forEach(reading -> readings.putIfAbsent(reading.at().truncatedTo(ChronoUnit.MILLIS), reading));
    }

    /** The mode that is tried, or that of then. */
    OrderMode mode(TermsThen then) {
        return trial.mode() == null ? then.mode() : trial.mode();
    }

    /** The limits that are tried, or those of then. */
    @Nullable
    SpendLimits spend(TermsThen then) {
        return trial.limits() == null ? then.spend() : trial.limits();
    }

    /** All that the policy would have looked at, had the simulated orders been made. */
    PolicyInput input(Look look, TermsThen then, PolicySettings policy, SimulatedOrders orders) {
        Instant now = look.at();
        EngineLimits limits = then.limits();
        PolicyInput input = new PolicyInput(
                now,
                promotion(then),
                look.evidence(),
                policy,
                new EngineLimits(
                        trial.perOrder() == null ? limits.perOrder() : trial.perOrder(),
                        trial.perDay() == null ? limits.perDay() : trial.perDay(),
                        limits.spending()),
                service(then.likes()),
                service(then.comments()),
                then.team() == null ? null : then.team().team(),
                history(now, orders),
                new AdsView.NotNeeded(),
                new ApprovedComments.NotNeeded());
        PolicyInput looked = PromotionPolicy.needsAds(input)
                .map(service -> input.with(view(service.id(), now, orders)))
                .orElse(input);
        return PromotionPolicy.needsPrompts(looked) ? looked.with(texts()) : looked;
    }

    private static @Nullable PromotionService service(@Nullable LeverThen lever) {
        return lever == null ? null : lever.service();
    }

    private Promotion promotion(TermsThen then) {
        Promotion now = given.promotion();
        Consent consent = then.consent();
        if (mode(then) == OrderMode.AUTO && consent == null) {
            consent = new Consent("nobody yet", now.startedAt(), now.startedAt().plus(CONSENT));
            assumptions.add("The owner's consent is taken for given: mode auto needs one.");
        }
        return new Promotion(
                now.campaignId(),
                now.epoch(),
                now.video(),
                mode(then),
                then.likes() == null ? null : then.likes().id(),
                then.comments() == null ? null : then.comments().id(),
                now.commentsSheetUrl(),
                now.sheetTier(),
                spend(then),
                consent,
                now.startedAt());
    }

    private CampaignOrderHistory history(Instant now, SimulatedOrders orders) {
        List<Order> all = orders.newestFirst();
        Set<String> texts = new HashSet<>(given.otherComments());
        int comments = given.otherComments().size();
        for (Order order : all) {
            if (order.terms().action() instanceof PostComment post && !(order instanceof Ended)) {
                texts.add(post.text());
                comments++;
            }
        }
        return new CampaignOrderHistory(
                all,
                readings.values().stream()
                        .filter(reading -> reading.at().isAfter(now.minus(LOOK_BACK)))
                        .toList(),
                orders.totals(now),
                comments,
                texts,
                given.promotion().video().publishedAt(),
                given.ofOwner().stream()
                        .filter(order -> order instanceof Order.Completed done
                                && !done.at().isAfter(now))
                        .toList());
    }

    private AdsView view(String serviceId, Instant now, SimulatedOrders orders) {
        AdsThen told = ads;
        if (told == null) {
            assumptions.add("The ads campaign was never looked at before that time, so no budget can be decided on.");
            return new AdsView.Unknown("the ads campaign was not looked at then");
        }
        AdsFacts facts = told.known();
        if (facts == null) {
            return new AdsView.Unknown(String.valueOf(told.away()));
        }
        List<AdsHour> known = List.copyOf(hours.values());
        if (orders.asInTruth(now)) {
            return new AdsView.Known(facts.with(facts.budget(), known));
        }
        assumptions.add(
                "The budget would have been another; the ads report and the counters are those of the real one.");
        Optional<SetDailyBudget> set = orders.inForce(serviceId);
        DailyBudget budget = set.map(SetDailyBudget::after).orElseGet(() -> own(told, facts));
        return new AdsView.Known(facts.with(budget, known));
    }

    /** What real orders have lowered was not the owner's wish. */
    private DailyBudget own(AdsThen told, AdsFacts facts) {
        DailyBudget own = told.own() == null ? facts.budget() : told.own();
        return given.orders().stream()
                .map(order -> order.terms().action())
                .filter(action ->
                        action instanceof SetDailyBudget set && set.after().equals(own) && !set.raised())
                .map(action -> new DailyBudget(((SetDailyBudget) action).baseline(), true))
                .findFirst()
                .orElse(own);
    }

    private ApprovedComments texts() {
        PromptsThen known = prompts;
        if (known == null) {
            known = given.looks().stream()
                    .map(Look::known)
                    .filter(Objects::nonNull)
                    .map(KnownThen::prompts)
                    .filter(later -> later != null && later.read() != null)
                    .findFirst()
                    .orElse(null);
            assumptions.add(
                    known == null
                            ? "The sheet of comments was never read in that time, so no comment can be decided on."
                            : "The sheet of comments was not read before; what it said later is taken.");
        }
        if (known == null || known.read() == null) {
            return new ApprovedComments.Unread(
                    known == null ? "the sheet was not read then" : String.valueOf(known.away()));
        }
        return known.read();
    }

    /** The real hours' cost by the share that this budget's raise is of the budget that was really there. */
    Money cost(SetDailyBudget set, Instant from, Instant to) {
        Money above = set.after().effective().compareTo(set.baseline()) > 0
                ? set.after().effective().minus(set.baseline())
                : Money.zero(set.baseline().currency());
        double micros = 0;
        for (AdsHour hour : hours.subMap(from, true, to, false).values()) {
            var budget = found.floorEntry(hour.start());
            long there = (budget == null ? set.before() : budget.getValue())
                    .effective()
                    .micros();
            micros += there <= 0 ? 0 : (double) hour.costMicros() * above.micros() / there;
        }
        return new Money(Math.min(Math.round(micros), set.exposure().micros()), above.currency());
    }
}
