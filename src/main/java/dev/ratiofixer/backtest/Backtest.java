package dev.ratiofixer.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.backtest.BacktestCase.Look;
import dev.ratiofixer.backtest.BacktestReport.AnswerRun;
import dev.ratiofixer.backtest.BacktestReport.BacktestOrder;
import dev.ratiofixer.backtest.BacktestReport.Setting;
import dev.ratiofixer.backtest.BacktestReport.Sums;
import dev.ratiofixer.backtest.KnownThen.TermsThen;
import dev.ratiofixer.campaign.CampaignRules;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.settings.SettingsCheck;
import dev.ratiofixer.settings.SettingsCheck.SettingsProblem;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.policy.Plan;
import dev.ratiofixer.smm.policy.Plan.CounterAnswer;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PromotionPolicy;
import dev.ratiofixer.stats.Quantiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private static final Duration AFTER_A_MOVE = Duration.ofMinutes(5);
    private static final Duration WHILE_HELD = Duration.ofMinutes(30);
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
    private final PointInTimeInput known;
    private final List<AnswerRun> answers = new ArrayList<>();
    private int asked;
    private Instant lastAsked = Instant.EPOCH;
    private Instant askAgainAt = Instant.EPOCH;
    private String held = "";

    private Backtest(BacktestCase given, Trial trial) {
        this.given = given;
        this.trial = trial;
        this.known = new PointInTimeInput(given, trial);
        Instant first =
                given.looks().isEmpty() ? Instant.MAX : given.looks().getFirst().at();
        List<Order> before = given.orders().stream()
                .filter(order -> order.terms().orderedAt().isBefore(first))
                .toList();
        List<Order> then = given.orders().stream()
                .filter(order -> !order.terms().orderedAt().isBefore(first))
                .toList();
        this.orders = new SimulatedOrders(before, then, given.others(), known::cost);
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
            known.learn(look);
            TermsThen terms = known.terms();
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
        // An order is written a moment after the look that made it, the last look's after the end.
        Set<String> matched = made.stream()
                .map(BacktestOrder::sameAs)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        List<BacktestOrder> real = given.orders().stream()
                .filter(order -> from != null && !order.terms().orderedAt().isBefore(from))
                .filter(order -> !order.terms().orderedAt().isAfter(end) || matched.contains(order.id()))
                .map(order -> BacktestOrder.of(order, false, null))
                .toList();
        TermsThen terms = known.terms();
        SpendLimits limits = terms == null ? null : known.spend(terms);
        return new BacktestReport(
                given.promotion().campaignId(),
                from,
                to,
                asked,
                stopped == null,
                stopped,
                new Setting(
                        terms == null ? given.promotion().mode() : known.mode(terms),
                        limits,
                        !trial.policy().isEmpty()),
                known.assumptions(),
                made,
                List.copyOf(answers),
                real,
                Sums.of(made),
                Sums.of(real));
    }

    private void look(Look look, TermsThen then) {
        Instant now = look.at();
        PolicySettings policy = then.policy(trial.policy());
        boolean freed = orders.advance(now).stream().anyMatch(held::contains);
        if (freed && now.plus(AFTER_A_MOVE).isBefore(askAgainAt)) {
            askAgainAt = now.plus(AFTER_A_MOVE);
        }
        boolean observes = known.mode(then) == OrderMode.OBSERVE;
        // What really was asked is asked again; with nothing changed nothing else is, as an answer may have been
        // awaited.
        boolean asks = look.known() != null && trial.mode() == null;
        if (observes || !(asks || (!trial.changesNothing() && due(look, policy)))) {
            return;
        }
        asked++;
        lastAsked = now;
        known.remember(look.evidence(), policy);
        String hold = known.hold();
        if (hold != null) {
            askAgainAt = now.plus(WHILE_HELD);
            note(now, new CounterAnswer(null, AnswerOutcome.HELD, ReasonCode.CHANGED_BY_OTHERS, hold));
            return;
        }
        PolicyInput input = known.input(look, then, policy, orders);
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
