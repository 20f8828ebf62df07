package dev.ratiofixer.smm.policy.adbudget;

import static dev.ratiofixer.smm.policy.PolicyFixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.policy.Plan;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyFixtures;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.BudgetRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a daily budget. The paid viewers of {@link PolicyFixtures} are good ones, and its likes are short.
 */
class BudgetLeverTest {
    private static final double GOOD = 2;
    private static final double BAD = 0.02;
    private static final double NOBODY_KNOWS = 0.85;
    private static final double SHORT = 0.6;
    private static final double FAIR_UNDER_TARGET = 0.9;
    private static final double FAIR_OVER_TARGET = 1.1;
    private static final double AMPLE = 1.5;

    private final PolicyFixtures here = new PolicyFixtures();

    private static PolicyFixtures likes(PolicyFixtures of, double shown, double paid) {
        of.likesNow = shown;
        of.paid = paid;
        return of;
    }

    private SetDailyBudget ordered() {
        Plan plan = here.decide();
        assertThat(plan.orders()).as("%s", plan.reasons()).hasSize(1);
        return (SetDailyBudget) plan.orders().getFirst().action();
    }

    private void holds(String why) {
        Plan plan = here.decide();
        assertThat(plan.orders()).isEmpty();
        assertThat(plan.reasons()).singleElement().asString().contains(why);
    }

    private AskTeam asked() {
        Plan plan = here.decide();
        assertThat(plan.orders()).as("%s", plan.reasons()).hasSize(1);
        return (AskTeam) plan.orders().getFirst().action();
    }

    @Test
    void raisesByAStepWhereGoodViewersAreMissing() {
        likes(here, SHORT, GOOD);

        SetDailyBudget order = ordered();
        assertThat(order.before()).isEqualTo(new DailyBudget(usd("10.00"), true));
        assertThat(order.after()).isEqualTo(new DailyBudget(usd("12.00"), true));
        assertThat(order.baseline()).isEqualTo(usd("10.00"));
        PlannedOrder planned = here.decide().orders().getFirst();
        assertThat(planned.cost()).isEqualTo(usd("5.00"));
        assertThat(planned.forecast().likes()).isPositive();
        assertThat(planned.summary())
                .startsWith("From 10.00 USD a day to 12.00 USD a day")
                .contains("are missing");
    }

    @Test
    void lowersByAStepWhereBadOnesDragTheRatioDown() {
        likes(here, SHORT, BAD);

        SetDailyBudget order = ordered();
        assertThat(order.after()).isEqualTo(new DailyBudget(usd("8.00"), true));
        assertThat(order.exposure()).isEqualTo(usd("0.00"));
    }

    @Test
    void holdsWhileItIsNotKnownHowTheyEngage() {
        likes(here, SHORT, NOBODY_KNOWS);
        holds("too uncertain");

        here.paid = GOOD;
        here.days = 1;
        holds("not known yet");
    }

    @Test
    void lowersBadOnesBeforeTheLikesAreShortButPausesNothingThen() {
        likes(here, FAIR_UNDER_TARGET, BAD);
        assertThat(ordered().after().daily()).isEqualTo(usd("8.00"));

        here.budget = new DailyBudget(usd("5.00"), true);
        holds("lowest");
    }

    @Test
    void pausesBadOnesAtTheLowestBudgetAndThenAsksPeople() {
        likes(here, SHORT, BAD).budget = new DailyBudget(usd("5.00"), true);
        assertThat(ordered().after()).isEqualTo(new DailyBudget(usd("5.00"), false));

        here.budget = new DailyBudget(usd("5.00"), false);
        assertThat(asked().ask()).contains("The ads are paused");
    }

    @Test
    void neverRaisesAPausedCampaign() {
        likes(here, SHORT, GOOD).budget = new DailyBudget(usd("10.00"), false);
        holds("a paused campaign is not raised");
    }

    @Test
    void leavesAHealthyCampaignAlone() {
        likes(here, FAIR_OVER_TARGET, BAD);
        holds("where they should be");
        likes(here, FAIR_UNDER_TARGET, GOOD);
        holds("where they should be");
        likes(here, AMPLE, GOOD);
        holds("in plenty");
    }

    @Test
    void keepsWhatItHasRaisedUntilTheTargetIsReached() {
        likes(here, FAIR_UNDER_TARGET, GOOD).raised("10.00", "14.00", Duration.ofHours(25));
        SetDailyBudget order = ordered();
        assertThat(order.keeps()).isTrue();
        assertThat(order.baseline()).isEqualTo(usd("10.00"));

        likes(here, FAIR_OVER_TARGET, GOOD);
        holds("where they should be");
        likes(here, AMPLE, GOOD);
        holds("in plenty");
    }

    @Test
    void goesOnFromARaisedBudgetAndStepsFromThere() {
        likes(here, SHORT, GOOD).raised("10.00", "14.00", Duration.ofHours(25));
        SetDailyBudget order = ordered();
        assertThat(order.after().daily()).isEqualTo(usd("16.80"));
        assertThat(order.baseline()).isEqualTo(usd("10.00"));
        assertThat(order.exposure()).isEqualTo(usd("17.00"));
    }

    @Test
    void letsARaisedBudgetGoBackOnceTheViewersProveBad() {
        likes(here, SHORT, BAD).raised("10.00", "14.00", Duration.ofHours(25));
        holds("goes back");
    }

    @Test
    void takesWhatTheOwnerHasSetForTheOwnersOwn() {
        likes(here, SHORT, GOOD).raised("10.00", "14.00", Duration.ofHours(25));
        here.budget = new DailyBudget(usd("20.00"), true);
        SetDailyBudget order = ordered();
        assertThat(order.baseline()).isEqualTo(usd("20.00"));
        assertThat(order.after().daily()).isEqualTo(usd("24.00"));
    }

    @Test
    void staysWithinTheServicesBounds() {
        likes(here, SHORT, GOOD).budget = new DailyBudget(usd("45.00"), true);
        assertThat(ordered().after().daily()).isEqualTo(usd("50.00"));

        likes(here, SHORT, BAD).budget = new DailyBudget(usd("5.50"), true);
        assertThat(ordered().after().daily()).isEqualTo(usd("5.00"));
    }

    @Test
    void stepsAreOfPayableAmounts() {
        likes(here, SHORT, GOOD).budget = new DailyBudget(usd("10.01"), true);
        assertThat(ordered().after().daily()).isEqualTo(usd("12.01"));
        likes(here, SHORT, BAD);
        assertThat(ordered().after().daily()).isEqualTo(usd("8.01"));
    }

    /** A day more reserves 2.5 times what is above; a week more costs 7 times that. */
    @Test
    void aRaiseLeavesAWeekOfMaxSpend() {
        likes(here, SHORT, GOOD).limits = new SpendLimits(usd("9.50"), usd("60.00"));
        assertThat(ordered().after().daily()).isEqualTo(usd("11.00"));

        here.reserved = usd("9.50");
        holds("no room");
    }

    @Test
    void keepsARaisedBudgetWholeOrNotAtAll() {
        likes(here, FAIR_UNDER_TARGET, GOOD).raised("10.00", "14.00", Duration.ofHours(25));
        here.limits = new SpendLimits(usd("30.00"), usd("60.00"));
        here.reserved = usd("20.00");
        assertThat(ordered().keeps()).isTrue();

        here.reserved = usd("20.01");
        holds("goes back");
    }

    @Test
    void raisesNothingWithoutRoomInAnyLimit() {
        likes(here, SHORT, GOOD).limits = null;
        holds("no room");
        here.limits = new SpendLimits(usd("400.00"), usd("0.01"));
        holds("no room");
        here.limits = new SpendLimits(usd("400.00"), usd("60.00"));
        here.engine = new EngineLimits(null, usd("1000.00"), true);
        holds("no room");
        here.engine = new EngineLimits(usd("60.00"), usd("1000.00"), false);
        holds("switched off");
        here.engine = new EngineLimits(usd("3.00"), usd("1000.00"), true);
        assertThat(ordered().after().daily()).isEqualTo(usd("11.20"));
    }

    @Test
    void lowersWithoutAnyLimit() {
        likes(here, SHORT, BAD).limits = null;
        assertThat(ordered().after().daily()).isEqualTo(usd("8.00"));
    }

    @Test
    void restsAfterAnOrder() {
        likes(here, SHORT, GOOD).raised("10.00", "12.00", Duration.ofHours(23));
        holds("it rests until");
        here.orders.clear();
        here.raised("10.00", "12.00", Duration.ofHours(24));
        assertThat(ordered().after().daily()).isEqualTo(usd("14.40"));
    }

    @Test
    void waitsForWhatIsNotPlacedYet() {
        likes(here, SHORT, GOOD);
        SetDailyBudget raise = ordered();
        here.orders.add(new Proposed(here.terms(raise, Duration.ofDays(2))));
        holds("is not placed yet");
        here.orders.set(0, here.approved(raise, Duration.ofDays(2)));
        holds("is not placed yet");
    }

    @Test
    void aTermLastsLongerWhereAPersonHasToDecide() {
        likes(here, SHORT, GOOD);
        assertThat(ordered().term()).isEqualTo(Duration.ofHours(30));
        here.mode = OrderMode.PROPOSE;
        assertThat(ordered().term()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void asksPeopleWhereTheBudgetMustNotBeChanged() {
        likes(here, SHORT, GOOD).findings.add(new PreflightFinding.SharedBudget("2301", 2));
        assertThat(asked().ask())
                .contains("cannot change the budget of the ads")
                .contains("shared by 2 campaigns");

        likes(here, FAIR_UNDER_TARGET, GOOD);
        holds("shared by 2 campaigns");
    }

    @Test
    void holdsWhenNothingCanBeCompared() {
        likes(here, SHORT, GOOD).likesHidden = true;
        holds("cannot be compared");
        here.likesHidden = false;
        here.adsSilent = "Google Ads does not answer";
        holds("Google Ads does not answer");
        here.adsSilent = null;
        here.likeLever = new AdBudgetService(
                "2324",
                "EU",
                "111",
                null,
                "2301",
                dev.ratiofixer.money.Money.parse("5.00", "EUR"),
                dev.ratiofixer.money.Money.parse("50.00", "EUR"));
        assertThat(asked().ask()).contains("bounds are in EUR and the ads account is in USD");
    }

    /** Whatever it would do: what was changed could not be changed back. */
    @Test
    void changesNothingWhoseWayBackIsShut() {
        here.rules = new BudgetRules(usd("0.01"), usd("10.01"));
        likes(here, SHORT, GOOD);
        assertThat(asked().ask()).contains("10.00 USD a day is under Google's minimum for Demand Gen, 10.01 USD");
        likes(here, SHORT, BAD);
        assertThat(asked().ask()).contains("minimum");
        likes(here, FAIR_UNDER_TARGET, BAD);
        holds("minimum");

        here.rules = new BudgetRules(usd("3.00"), null);
        holds("not a multiple of 3.00 USD");

        here.rules = BudgetRules.ofCurrency("USD");
        here.findings.add(new PreflightFinding.Undeclared(
                "111", List.of(new PreflightFinding.UndeclaredCampaign("7", "Old film", true))));
        holds("Old film");
    }

    @Test
    void asksPeopleForATotalBudgetAndDoesNotCallItDoubtful() {
        likes(here, SHORT, GOOD).findings.add(new PreflightFinding.TotalBudget("2301"));
        assertThat(asked().ask()).contains("total budget").contains("change the total by hand");
    }

    /** More money would not be spent, or could not be taken back in time; less may be set. */
    @Test
    void raisesNothingThatIsNotSpentOrEndsTooSoon() {
        here.findings.add(new PreflightFinding.NotServing("NOT_ELIGIBLE", List.of("HAS_ADS_DISAPPROVED")));
        likes(here, SHORT, GOOD);
        assertThat(asked().ask()).contains("has ads disapproved");
        likes(here, SHORT, BAD);
        assertThat(ordered().after()).isEqualTo(new DailyBudget(usd("8.00"), true));

        here.findings.clear();
        here.ends = new PreflightFinding.EndsBeforeReturn("2301", here.at().plus(Duration.ofHours(29)));
        likes(here, SHORT, GOOD);
        assertThat(asked().ask()).contains("before a raised budget would go back");
        here.ends = new PreflightFinding.EndsBeforeReturn("2301", here.at().plus(Duration.ofHours(31)));
        assertThat(ordered().after()).isEqualTo(new DailyBudget(usd("12.00"), true));
    }

    @Test
    void stepsInWhatTheAccountIsBilledAndNeverUnderTheMinimum() {
        here.rules = new BudgetRules(usd("5.00"), null);
        likes(here, SHORT, GOOD);
        holds("no room");

        here.rules = new BudgetRules(usd("1.00"), usd("9.00"));
        likes(here, SHORT, BAD);
        assertThat(ordered().after()).isEqualTo(new DailyBudget(usd("9.00"), true));
    }
}
