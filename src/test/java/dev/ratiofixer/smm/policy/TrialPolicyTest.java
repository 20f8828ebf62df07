package dev.ratiofixer.smm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings.Cooldown;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings.TrialSettings;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.policy.adbudget.BudgetTrial;
import dev.ratiofixer.video.CountingRegime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the policy tries a budget by the coin, and what it does with the answer. */
class TrialPolicyTest {
    /** Nobody knows anything of its paid viewers. */
    private static PolicyFixtures unknown() {
        PolicyFixtures here = new PolicyFixtures();
        here.paidViews = 0;
        here.trials = true;
        here.limits = new SpendLimits(PolicyFixtures.usd("400.00"), PolicyFixtures.usd("60.00"));
        here.settings = trying(0.2, Duration.ofDays(1), 0.2, 28);
        return here;
    }

    private static PolicySettings trying(double step, Duration cooldown, double share, int days) {
        PolicySettings usual = PolicySettings.DEFAULT;
        return new PolicySettings(
                usual.trigger(),
                usual.target(),
                usual.warmUp(),
                step,
                new Cooldown(cooldown, Duration.ofDays(1), Duration.ofDays(1)),
                new TrialSettings(true, share, days));
    }

    private static Optional<RunTrial> trial(PolicyFixtures here) {
        return here.decide().orders().stream()
                .map(Plan.PlannedOrder::action)
                .filter(RunTrial.class::isInstance)
                .map(RunTrial.class::cast)
                .findFirst();
    }

    @Property(tries = 150)
    void everyScheduleKeepsLimitsStepCooldownAndShare(
            @ForAll @IntRange(min = 5, max = 50) int own,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double step,
            @ForAll @IntRange(min = 1, max = 96) int cooldownHours,
            @ForAll @DoubleRange(min = 0.01, max = 1) double share,
            @ForAll @IntRange(min = 6, max = 56) int longest,
            @ForAll @IntRange(min = 1, max = 2_000) int max,
            @ForAll @IntRange(min = 1, max = 400) int daily) {
        PolicyFixtures here = unknown();
        Duration cooldown = Duration.ofHours(cooldownHours);
        here.budget = new dev.ratiofixer.smm.order.OrderAction.DailyBudget(new Money(own * 1_000_000L, "USD"), true);
        here.settings = trying(step, cooldown, share, longest);
        here.limits = new SpendLimits(new Money(max * 1_000_000L, "USD"), new Money(daily * 1_000_000L, "USD"));
        trial(here).ifPresent(trial -> {
            assertThat(trial.own().micros()).isEqualTo(own * 1_000_000L);
            assertThat(trial.step().micros())
                    .isGreaterThan(trial.own().micros())
                    .isLessThanOrEqualTo((long) (trial.own().micros() * (1 + step)))
                    .isLessThanOrEqualTo(50_000_000L);
            assertThat(Duration.ofDays(trial.blockDays())).isGreaterThanOrEqualTo(cooldown);
            assertThat(trial.washout()).isPositive().isLessThan(Duration.ofDays(trial.blockDays()));
            assertThat(trial.draws()).hasSizeGreaterThanOrEqualTo(BudgetTrial.LEAST_BLOCKS);
            assertThat(trial.draws())
                    .isEqualTo(BudgetTrial.draw(trial.seed(), trial.draws().size()));
            assertThat(trial.draws().size() * trial.blockDays()).isLessThanOrEqualTo(longest);
            assertThat(trial.exposure().micros())
                    .isLessThanOrEqualTo((long) (max * 1_000_000L * share))
                    .isLessThanOrEqualTo(daily * 1_000_000L)
                    .isLessThanOrEqualTo(60_000_000L);
        });
    }

    @Test
    void isBegunWhereNobodyKnowsAndTheOwnerAllowsIt() {
        Plan plan = unknown().decide();
        assertThat(plan.orders()).singleElement().satisfies(order -> {
            assertThat(order.action()).isInstanceOf(RunTrial.class);
            assertThat(order.cost()).isEqualTo(((RunTrial) order.action()).exposure());
            assertThat(order.summary()).contains("drawn by a coin");
        });
    }

    @Test
    void isNotBegunWithoutTheOwnersWordOrWhereItIsOff() {
        PolicyFixtures here = unknown();
        here.trials = false;
        assertThat(here.decide().reasons()).anyMatch(reason -> reason.contains("does not cover trials"));
        here.mode = OrderMode.PROPOSE;
        assertThat(trial(here)).isEmpty();
        here.trials = true;
        here.settings = PolicySettings.DEFAULT;
        assertThat(trial(here)).isEmpty();
    }

    @Test
    void isNotBegunTwiceNorAfterAPersonRefusedOne() {
        PolicyFixtures here = unknown();
        RunTrial trial = trial(here).orElseThrow();
        Proposed asked = new Proposed(here.terms(trial, Duration.ofDays(5)));
        here.orders = List.of(asked.reject("ada", "no", here.at().minus(Duration.ofDays(4))));
        assertThat(here.orders.getFirst().status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(here.decide().reasons()).anyMatch(reason -> reason.contains("a person has refused one"));
    }

    private static Pending running(PolicyFixtures here) {
        RunTrial trial = trial(here).orElseThrow();
        Pending running = (Pending) here.pending(trial, Duration.ofDays(3));
        Pending open = new Pending(
                running.terms(),
                running.approval(),
                running.receipt(),
                here.at().plus(Duration.ofDays(9)),
                null,
                null,
                null);
        here.orders = List.of(open);
        return open;
    }

    @Test
    void nothingElseIsDoneWithTheBudgetWhileItRuns() {
        PolicyFixtures here = unknown();
        running(here);
        Plan plan = here.decide();
        assertThat(plan.orders()).isEmpty();
        assertThat(plan.answers().getFirst().code()).isEqualTo(ReasonCode.TRIAL_RUNNING);
        assertThat(plan.answers().getFirst().detail()).contains("a trial is running, day 3 of ");
        assertThat(PromotionPolicy.endsTrial(here.now())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-5000, 0, counter of the video fell", "5000, -800, counter of the video fell", "5000, -1, ''"})
    void aCounterThatFallsEndsIt(long views, long likes, String why) {
        PolicyFixtures here = unknown();
        running(here);
        CampaignReading last = here.readings().getLast();
        long before = java.util.Objects.requireNonNull(last.likes());
        here.late = Duration.ofHours(6);
        here.later.add(new CampaignReading(
                last.at().plus(Duration.ofHours(6)),
                last.views() + views,
                before + likes,
                last.comments(),
                last.targetLikes(),
                last.targetComments(),
                CountingRegime.ORIGINAL));
        Optional<String> ends = PromotionPolicy.endsTrial(here.now());
        assertThat(ends.isPresent()).as("%s", ends).isEqualTo(!why.isEmpty());
        ends.ifPresent(said -> assertThat(said).contains(why));
    }

    @Test
    void aBudgetThatSomebodyElseSetEndsIt() {
        PolicyFixtures here = unknown();
        running(here);
        here.budget = new dev.ratiofixer.smm.order.OrderAction.DailyBudget(PolicyFixtures.usd("33.00"), true);
        assertThat(PromotionPolicy.endsTrial(here.now()))
                .hasValueSatisfying(why -> assertThat(why).contains("somebody else"));
    }

    private static boolean raises(PolicyFixtures here) {
        return here.decide().orders().stream()
                .anyMatch(order -> order.action() instanceof SetDailyBudget set && set.raised());
    }

    /** The campaign's own days say that paid viewers are good; the coin says otherwise, or the same. */
    @ParameterizedTest
    @CsvSource({"0.5, 3.0, 0.4, 2.5, true", "-0.6, 0.6, -1.5, -0.1, false", ",,,,true"})
    void aRaiseLeansOnWhatTheCoinSays(Double low, Double high, Double gainLow, Double gainHigh, boolean raises) {
        PolicyFixtures here = new PolicyFixtures();
        here.trials = true;
        here.likesNow = 0.6;
        PolicyFixtures asked = unknown();
        RunTrial trial = trial(asked).orElseThrow();
        Pending ended = ((Pending) here.pending(trial, Duration.ofDays(8)))
                .end(here.at().minus(Duration.ofDays(3)), here.at().minus(Duration.ofDays(2)));
        here.orders = List.of(ended.complete(
                new Settlement(
                        PolicyFixtures.usd("4.00"),
                        Effect.UNKNOWN,
                        "told",
                        new TrialResult(12, 6, low, high, gainLow, gainHigh)),
                here.at().minus(Duration.ofDays(2))));
        assertThat(raises(here)).isEqualTo(raises);
    }
}
