package dev.ratiofixer.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.backtest.BacktestCase.HourSeen;
import dev.ratiofixer.backtest.BacktestCase.Look;
import dev.ratiofixer.backtest.BacktestReport.AnswerRun;
import dev.ratiofixer.backtest.BacktestReport.BacktestOrder;
import dev.ratiofixer.backtest.BacktestReport.Setting;
import dev.ratiofixer.backtest.BacktestReport.Sums;
import dev.ratiofixer.backtest.KnownThen.AdsThen;
import dev.ratiofixer.backtest.KnownThen.LeverThen;
import dev.ratiofixer.backtest.KnownThen.PromptsThen;
import dev.ratiofixer.backtest.KnownThen.TermsThen;
import dev.ratiofixer.campaign.CampaignRules;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.settings.SettingsCheck;
import dev.ratiofixer.settings.SettingsProblem;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.policy.Plan;
import dev.ratiofixer.smm.policy.Plan.CounterAnswer;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PromotionPolicy;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import dev.ratiofixer.stats.Quantiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the policy over what is stored of a campaign: the very code that decides for running campaigns, asked at the
 * moments at which it would have been asked, of what was known then. Pure and deterministic: nothing is written, no
 * provider and no database is asked. One instance runs one case once, on one thread.
 *
 * <p>The counters stay as they came: what an order would have changed in them is not simulated.
 */
public final class Backtest {
    private static final Duration LOOK_BACK = Duration.ofDays(60);
    private static final Duration AFTER_A_MOVE = Duration.ofMinutes(5);
    private static final Duration WHILE_HELD = Duration.ofMinutes(30);
    private static final Duration CONSENT = Duration.ofDays(3650);
    private static final int MOST_ANSWERS = 1_000;
    private static final String ALL = "all";

    /**
     * What is tried.
     *
     * @param mode {@code null}: as it was; {@code auto} takes the owner's consent for given
     * @param limits of the campaign, {@code null}: as they were
     * @param perOrder of the engine, {@code null}: as it was; likewise {@code perDay}
     * @param policy keys of section {@code policy} that are other than they were, empty for none
     */
    public record Trial(
            @Nullable OrderMode mode,
            @Nullable SpendLimits limits,
            @Nullable Money perOrder,
            @Nullable Money perDay,
            JsonNode policy) {
        boolean changesNothing() {
            return mode == null && limits == null && perOrder == null && perDay == null && policy.isEmpty();
        }

        /** What cannot be tried, by the path of the key; empty for nothing. */
        public List<SettingsProblem> problems() {
            SettingsCheck check = SettingsCheck.ofConfiguration();
            if (perOrder != null && perDay != null && perOrder.compareTo(perDay) > 0) {
                check.at("limits").problem("per_order", perOrder, "must not exceed per_day");
            }
            try {
                TermsThen.merged(List.of(policy)).check(check.at("policy"));
            } catch (IllegalArgumentException outOfRange) {
                check.problem("policy", "", String.valueOf(outOfRange.getMessage()));
            }
            return check.problems();
        }
    }

    /** Hears how far it is. */
    public interface Progress {
        /**
         * Hears it after each look.
         *
         * @param share of the looks that are done, 0 to 1
         * @return why to stop here, {@code null} to go on
         */
        @Nullable
        String at(double share);
    }

    private final BacktestCase given;
    private final Trial trial;
    private final SimulatedOrders orders;
    private final List<CampaignReading> readings;
    private final NavigableMap<Instant, AdsHour> hours = new TreeMap<>();
    private final NavigableMap<Instant, DailyBudget> found = new TreeMap<>();
    private final Set<String> assumptions = new LinkedHashSet<>();
    private final List<AnswerRun> answers = new ArrayList<>();
    private int seen;
    private int asked;
    private Instant lastAsked = Instant.EPOCH;
    private Instant askAgainAt = Instant.EPOCH;
    private String held = "";
    private @Nullable TermsThen terms;
    private @Nullable AdsThen ads;
    private @Nullable PromptsThen prompts;
    private @Nullable String hold;

    private Backtest(BacktestCase given, Trial trial) {
        this.given = given;
        this.trial = trial;
        this.readings = new ArrayList<>(given.before());
        Instant first =
                given.looks().isEmpty() ? Instant.MAX : given.looks().getFirst().at();
        List<Order> before = given.orders().stream()
                .filter(order -> order.terms().orderedAt().isBefore(first))
                .toList();
        List<Order> then = given.orders().stream()
                .filter(order -> !order.terms().orderedAt().isBefore(first))
                .toList();
        this.orders = new SimulatedOrders(before, then, given.others(), this::cost);
        given.looks().stream()
                .map(Look::known)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(known -> terms = known.terms());
    }

    /** Runs a case. It may take some milliseconds a look. */
    public static BacktestReport run(BacktestCase given, Trial trial, Progress progress) {
        return new Backtest(given, trial).run(progress);
    }

    private BacktestReport run(Progress progress) {
        List<Look> looks = given.looks();
        String stopped = looks.isEmpty() ? "nothing is stored of this campaign in that time" : null;
        Instant last = null;
        for (int i = 0; i < looks.size() && stopped == null; i++) {
            Look look = looks.get(i);
            learn(look);
            if (terms == null) {
                stopped = "what the policy knew was not kept yet in that time: it is from this release on, while the"
                        + " campaign is in mode propose or auto";
            } else {
                look(look, terms);
                last = look.at();
                stopped = progress.at((i + 1.0) / looks.size());
            }
        }
        return report(looks.isEmpty() ? null : looks.getFirst().at(), last, stopped);
    }

    private BacktestReport report(@Nullable Instant from, @Nullable Instant to, @Nullable String stopped) {
        List<BacktestOrder> made = from == null ? List.of() : orders.report(from);
        Instant end = to == null ? Instant.EPOCH : to;
        List<BacktestOrder> real = given.orders().stream()
                .filter(order -> from != null
                        && !order.terms().orderedAt().isBefore(from)
                        && !order.terms().orderedAt().isAfter(end))
                .map(order -> BacktestOrder.of(order, false, null))
                .toList();
        SpendLimits limits = terms == null ? null : spend(terms);
        return new BacktestReport(
                given.promotion().campaignId(),
                from,
                to,
                asked,
                stopped == null,
                stopped,
                new Setting(
                        terms == null ? given.promotion().mode() : mode(terms),
                        limits,
                        !trial.policy().isEmpty()),
                List.copyOf(assumptions),
                made,
                List.copyOf(answers),
                real,
                Sums.of(made),
                Sums.of(real));
    }

    /** Takes in what became known by a look. */
    private void learn(Look look) {
        while (seen < given.hours().size() && !given.hours().get(seen).seenAt().isAfter(look.at())) {
            HourSeen hour = given.hours().get(seen++);
            hours.put(hour.start(), new AdsHour(hour.start(), hour.costMicros(), hour.views()));
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

    private void look(Look look, TermsThen then) {
        Instant now = look.at();
        PolicySettings policy = then.policy(trial.policy());
        boolean freed = orders.advance(now).stream().anyMatch(held::contains);
        if (freed && now.plus(AFTER_A_MOVE).isBefore(askAgainAt)) {
            askAgainAt = now.plus(AFTER_A_MOVE);
        }
        boolean observes = mode(then) == OrderMode.OBSERVE;
        // What really was asked is asked again; with nothing changed nothing else is, as an answer may have been
        // awaited.
        boolean asks = look.known() != null && trial.mode() == null;
        if (observes || !(asks || (!trial.changesNothing() && due(look, policy)))) {
            return;
        }
        asked++;
        lastAsked = now;
        remember(look.evidence(), policy);
        if (hold != null) {
            askAgainAt = now.plus(WHILE_HELD);
            note(now, new CounterAnswer(null, AnswerOutcome.HELD, ReasonCode.CHANGED_BY_OTHERS, hold));
            return;
        }
        PolicyInput input = input(look, then, policy);
        Plan plan = PromotionPolicy.decide(input);
        askAgainAt = plan.askAgainAt();
        order(input, plan);
    }

    private void order(PolicyInput input, Plan plan) {
        List<String> refused = new ArrayList<>(plan.reasons());
        SmmSettings settings = new SmmSettings(
                Stream.of(input.likeLever(), input.commentLever(), input.team())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                input.limits(),
                input.settings());
        int written = 0;
        for (PlannedOrder planned : plan.orders()) {
            Optional<String> why = orders.write(input, planned, settings);
            why.ifPresent(refused::add);
            written += why.isEmpty() ? 1 : 0;
        }
        held = String.join("; ", refused);
        boolean none = written == 0 && !plan.orders().isEmpty();
        for (CounterAnswer answer : plan.answers()) {
            boolean notMade = none && answer.code() == ReasonCode.ORDERED;
            note(
                    input.now(),
                    notMade
                            ? new CounterAnswer(answer.counter(), AnswerOutcome.HELD, ReasonCode.NOT_ALLOWED, held)
                            : answer);
        }
    }

    private boolean due(Look look, PolicySettings policy) {
        Evidence evidence = look.evidence();
        CampaignTotals totals = orders.totals(look.at());
        CampaignRules rules = new CampaignRules(
                CampaignRules.DEFAULT.interval(),
                policy.trigger(),
                policy.target(),
                CampaignRules.DEFAULT.review(),
                true);
        Shortfall missing = rules.shortfall(
                evidence.sample().counters(),
                new Expectation(
                        band(evidence.likes()), band(evidence.comments()), true, List.of(), evidence.modelVersion()),
                new OrderTotals(
                        totals.orderedLikes(),
                        totals.orderedComments(),
                        totals.pendingLikes(),
                        totals.pendingComments()));
        return rules.asksPolicy(missing, lastAsked, askAgainAt, look.at());
    }

    /** Of a counter that is hidden nothing is expected, and nothing is missing. */
    private static Quantiles band(@Nullable Quantiles expected) {
        return expected == null ? new Quantiles(0, 0, 0, 0, 0) : expected;
    }

    private void remember(Evidence evidence, PolicySettings policy) {
        Long views = evidence.sample().counters().views();
        if (views != null) {
            readings.add(new CampaignReading(
                    evidence.sample().at(),
                    views,
                    evidence.sample().counters().likes(),
                    evidence.sample().counters().comments(),
                    evidence.likes() == null ? null : evidence.likes().at(policy.target()),
                    evidence.comments() == null ? null : evidence.comments().at(policy.target()),
                    evidence.sample().countingRegime()));
        }
    }

    private OrderMode mode(TermsThen then) {
        return trial.mode() == null ? then.mode() : trial.mode();
    }

    private @Nullable SpendLimits spend(TermsThen then) {
        return trial.limits() == null ? then.spend() : trial.limits();
    }

    private PolicyInput input(Look look, TermsThen then, PolicySettings policy) {
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
                history(now),
                new AdsView.NotNeeded(),
                new ApprovedComments.NotNeeded());
        PolicyInput looked = PromotionPolicy.needsAds(input)
                .map(service -> input.with(view(service.id(), now)))
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

    private CampaignOrderHistory history(Instant now) {
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
                readings.stream()
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

    private AdsView view(String serviceId, Instant now) {
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
    private Money cost(SetDailyBudget set, Instant from, Instant to) {
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

    private void note(Instant at, CounterAnswer answer) {
        String counter = answer.counter() == null ? ALL : answer.counter().word();
        for (int i = answers.size() - 1; i >= 0; i--) {
            AnswerRun last = answers.get(i);
            if (last.counter().equals(counter)) {
                boolean same = last.reasonCode() == answer.code() && answer.outcome() == AnswerOutcome.HELD;
                if (same && last.outcome() == AnswerOutcome.HELD) {
                    answers.set(i, run(last.at(), at, last.times() + 1, counter, answer));
                    return;
                }
                break;
            }
        }
        if (answers.size() < MOST_ANSWERS) {
            answers.add(run(at, at, 1, counter, answer));
        }
    }

    private static AnswerRun run(Instant first, Instant last, int times, String counter, CounterAnswer answer) {
        return new AnswerRun(
                first,
                last,
                times,
                counter,
                answer.outcome(),
                answer.code(),
                answer.code().sentence(),
                answer.detail());
    }
}
