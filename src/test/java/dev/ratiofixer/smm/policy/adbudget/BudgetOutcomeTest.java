package dev.ratiofixer.smm.policy.adbudget;

import static dev.ratiofixer.smm.policy.PolicyFixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.order.Settlement.Uplift;
import dev.ratiofixer.smm.policy.PolicyFixtures;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.BudgetOutcome.TrialFindings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BudgetOutcomeTest {
    private final PolicyFixtures here = new PolicyFixtures();

    private Pending raised(String own, String to, Duration ago) {
        SetDailyBudget budget = new SetDailyBudget(
                "111",
                null,
                "2301",
                usd(own),
                new DailyBudget(usd(own), true),
                new DailyBudget(usd(to), true),
                Duration.ofHours(30));
        Order order = here.pending(budget, ago);
        here.orders.add(order);
        return (Pending) order;
    }

    private Settlement settle(Pending order, Instant endedAt, String aDay) {
        List<AdsHour> hours = new ArrayList<>();
        for (int day = 0; day <= here.days; day++) {
            LocalDate date =
                    LocalDate.ofInstant(PolicyFixtures.START, ZoneOffset.UTC).plusDays(day);
            hours.addAll(PolicyFixtures.hours(date, usd(aDay).micros(), 1_000));
        }
        AdsFacts ads =
                new AdsFacts(new DailyBudget(usd("10.00"), true), AdsPreflight.clear("USD"), hours, ZoneOffset.UTC);
        CampaignOrderHistory book = new CampaignOrderHistory(
                here.orders, here.readings(), new CampaignTotals(null, null, 0, 0, 0, 0, 0), 0, Set.of());
        return BudgetOutcome.settle(order, (SetDailyBudget) order.terms().action(), endedAt, ads, book);
    }

    /** A budget of ten times the owner's own, in force on five days for four: nine tenths of what it cost, no more. */
    @Test
    void costsWhatItsDaysCostAlsoIfItCouldNotBeGivenBackInTime() {
        Pending order = raised("10.00", "100.00", Duration.ofDays(5));
        Instant from = order.receipt().at();

        Settlement late = settle(order, from.plus(Duration.ofDays(4)), "100.00");

        assertThat(late.spent().micros())
                .isLessThanOrEqualTo(usd("450.00").micros())
                .isGreaterThan(usd("360.00").micros());
    }

    @Test
    void ordersThatFollowEachOtherShareADayByBudgetTimesHours() {
        Pending first = raised("10.00", "12.00", Duration.ofDays(4));
        Pending second = raised("10.00", "20.00", Duration.ofDays(3));
        Pending firstEnded =
                first.end(second.receipt().at(), second.receipt().at().plus(Duration.ofHours(8)));
        here.orders.set(0, firstEnded);
        Instant end = second.receipt().at().plus(Duration.ofDays(1));

        long one = settle(firstEnded, second.receipt().at(), "30.00").spent().micros();
        long two = settle(second, end, "30.00").spent().micros();

        // By budget times hours: 30 $ x (0.776 + 0.172) / 6, and 30 $ x (0.828 + 0.409) / 2.
        assertThat(one).isBetween(usd("4.72").micros(), usd("4.76").micros());
        assertThat(two).isBetween(usd("18.53").micros(), usd("18.57").micros());
    }

    @Test
    void aLoweredBudgetCostsNothing() {
        Pending lowered = raised("10.00", "8.00", Duration.ofDays(3));

        Settlement settled = settle(lowered, here.at(), "8.00");

        assertThat(settled.spent()).isEqualTo(usd("0.00"));
        assertThat(settled.effect().likes()).isNull();
        assertThat(Objects.requireNonNull(settled.effect().window()).noLikes()).contains("did not raise the budget");
    }

    /** Its only raised block was over on the second day, and its budget was back on the fifth only. */
    @Test
    void aTrialPaysForTheDaysOnWhichItsBudgetCouldNotBeGivenBack() {
        RunTrial action = OrderFixtures.trial("20.00", true, false, true, false, false, false);
        SetDailyBudget raise = action.raise(Duration.ofDays(2));
        Pending placed = (Pending) here.pending(raise, Duration.ofDays(7));
        BudgetTrial trial = BudgetTrial.of(action, placed.receipt().at());
        Instant block = trial.blocks().get(1).from();
        Instant back = trial.blocks().get(4).from();
        Pending inTime = placed.later(back.plus(Duration.ofDays(9)));
        SetDailyBudget untilBlock =
                action.raise(Duration.between(placed.receipt().at(), block));
        Pending late = inTime.notReturned(untilBlock, true, "no", block.plus(Duration.ofMinutes(5)));

        assertThat(Objects.requireNonNull(late.unreturned()).since()).isEqualTo(block);
        List<Instant> own = List.of(block, trial.blocks().get(3).from());
        assertThat(settle(inTime, action, trial, back, own).spent()).isEqualTo(usd("20.00"));
        assertThat(settle(late, action, trial, back, own).spent()).isEqualTo(usd("40.00"));
    }

    /** The engine was not running at the ends of both raised blocks: for half a day, then until the trial's end. */
    @Test
    void aTrialPaysForTheHoursOnWhichNobodyWasThereToGiveItsBudgetBack() {
        RunTrial action = OrderFixtures.trial("20.00", true, false, true, false, false, false);
        Pending placed = (Pending) here.pending(action.raise(Duration.ofDays(2)), Duration.ofDays(7));
        BudgetTrial trial = BudgetTrial.of(action, placed.receipt().at());
        Instant noon = trial.blocks().get(1).from().plus(Duration.ofHours(12));
        Instant back = trial.blocks().get(4).from();

        long spent = settle(placed, action, trial, back, List.of(noon)).spent().micros();

        // 10 $ for the first day, (240 / 360) x (10 / 20) x 20 $ for half of the second, 10 $ for two more.
        assertThat(spent).isBetween(usd("36.66").micros(), usd("36.67").micros());
    }

    @Test
    void whatATrialBroughtIsItsIntervalTimesItsPaidViews() {
        RunTrial action = OrderFixtures.trial("20.00", true, false, true, false, false, false);
        Pending placed = (Pending) here.pending(action.raise(Duration.ofDays(2)), Duration.ofDays(7));
        BudgetTrial trial = BudgetTrial.of(action, placed.receipt().at());
        List<Instant> own =
                List.of(trial.blocks().get(1).from(), trial.blocks().get(3).from());
        told = new TrialResult(6, 2, 0.5, 2.5, null, null);

        Settlement settled = settle(placed, action, trial, trial.end(), own);

        // Two days of 1,000 views, half of them above the owner's own budget, of which the target asks 4 %.
        Uplift likes = Objects.requireNonNull(settled.effect().likes());
        assertThat(likes.low()).isCloseTo(20, within(0.1));
        assertThat(likes.estimate()).isCloseTo(60, within(0.1));
        assertThat(likes.high()).isCloseTo(100, within(0.1));
        assertThat(Objects.requireNonNull(settled.effect().window()).noComments())
                .isEqualTo("the trial was about likes");
        told = new TrialResult(6, 2, null, 2.5, null, null);
        assertThat(settle(placed, action, trial, trial.end(), own).effect().likes())
                .isNull();
    }

    private TrialResult told = new TrialResult(0, 0, null, null, null, null);

    private Settlement settle(Pending order, RunTrial action, BudgetTrial trial, Instant endedAt, List<Instant> own) {
        List<AdsHour> hours = new ArrayList<>();
        for (int day = 0; day <= here.days; day++) {
            LocalDate date =
                    LocalDate.ofInstant(PolicyFixtures.START, ZoneOffset.UTC).plusDays(day);
            hours.addAll(PolicyFixtures.hours(date, usd("20.00").micros(), 1_000));
        }
        AdsFacts ads =
                new AdsFacts(new DailyBudget(usd("10.00"), true), AdsPreflight.clear("USD"), hours, ZoneOffset.UTC);
        return BudgetOutcome.settle(order, action, trial, endedAt, ads, new TrialFindings(told, 0.04, own));
    }
}
