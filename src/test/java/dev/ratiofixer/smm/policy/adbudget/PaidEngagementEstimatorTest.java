package dev.ratiofixer.smm.policy.adbudget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.policy.PolicyFixtures;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.PaidEstimate;
import dev.ratiofixer.video.CountingRegime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaidEngagementEstimatorTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-02");
    private static final Instant RELEASED = FIRST.minusDays(10).atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final double RATE = 0.04;

    /** Organic views in each quarter of a day; paid ones come evenly. */
    private static final double[] RHYTHM = {0.2, 0.3, 0.3, 0.2};

    /** What one day brings. */
    private record Day(double own, double bought, double ownLikes, double boughtLikes) {}

    /** Days as they come: organic views fall with age, paid ones stay. */
    private static List<Day> days(int count, double organic, double paid, IntToDoubleFunction paidViews) {
        List<Day> days = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double own = 20_000 * Math.pow(i + 10, -0.5);
            double bought = paidViews.applyAsDouble(i);
            days.add(new Day(own, bought, RATE * organic * own, RATE * paid * bought));
        }
        return days;
    }

    /** A video of 100,000 views that stands at a multiple of its target, and these days, read every six hours. */
    private static Optional<PaidEstimate> estimate(List<Day> days, double standing, AssessedCounter counter) {
        return estimate(days, standing, counter, 1);
    }

    /** @param gap how many times as far apart everything is */
    private static Optional<PaidEstimate> estimate(List<Day> days, double standing, AssessedCounter counter, long gap) {
        List<CampaignReading> readings = new ArrayList<>();
        List<AdsHour> hours = new ArrayList<>();
        double views = 100_000;
        double likes = standing * RATE * views;
        readings.add(reading(0, views, likes));
        for (int i = 0; i < days.size(); i++) {
            Day day = days.get(i);
            for (double share : RHYTHM) {
                views += day.own() * share + day.bought() / RHYTHM.length;
                likes += day.ownLikes() * share + day.boughtLikes() / RHYTHM.length;
                readings.add(reading(readings.size() * gap, views, likes));
            }
            hours.addAll(PolicyFixtures.hours(FIRST.plusDays(i * gap), 1_000_000, Math.round(day.bought())));
        }
        AdsFacts ads = new AdsFacts(
                new DailyBudget(PolicyFixtures.usd("10.00"), true), AdsPreflight.clear("USD"), hours, ZoneOffset.UTC);
        return PaidEngagementEstimator.estimate(
                readings, ads, counter, readings.getLast().at().plus(CampaignSpans.METRICS_LAG), RELEASED);
    }

    private static CampaignReading reading(long quarter, double views, double likes) {
        return new CampaignReading(
                FIRST.atStartOfDay().plusHours(6 * quarter).toInstant(ZoneOffset.UTC),
                Math.round(views),
                Math.round(likes),
                null,
                RATE * views,
                null,
                CountingRegime.ORIGINAL);
    }

    private static PaidEstimate estimate(List<Day> days, double standing) {
        return estimate(days, standing, AssessedCounter.LIKES).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0.25", "0.5, 0.3", "1.5, 0.25", "2, 0.5", "3, 0.2"})
    void findsHowOftenPaidViewersLikeOnceTheirShareHasChanged(double paid, double organic) {
        PaidEstimate found = estimate(days(21, organic, paid, day -> day < 8 ? 2_000 : 4_000), 0.6);

        assertThat(found.low()).isLessThanOrEqualTo(paid);
        assertThat(found.high()).isGreaterThanOrEqualTo(paid);
        assertThat(found.multiple()).isBetween(0.6 * paid, 1.5 * paid);
    }

    /**
     * What the first policy got wrong: organic viewers of later weeks like far less (here more) often than all before
     * them did, which says nothing of the paid ones.
     */
    @ParameterizedTest
    @CsvSource({"0.1, 0.25", "0.25, 0.25", "0.45, 0.25", "0.1, 0.8", "0.25, 0.8"})
    void doesNotCreditAnOrganicChangeToPaidViewers(double organic, double paid) {
        for (int day = 2; day <= 28; day++) {
            PaidEstimate found = estimate(days(day, organic, paid, any -> 1_500), 0.6);

            assertThat(found.good(List.of(), false))
                    .as("day %s: %s", day, found)
                    .isFalse();
        }
    }

    /**
     * Organic viewers who like as often as all before them, or more often, are taken for good paid ones. If the budget
     * follows that belief, its own steps show the truth.
     */
    @ParameterizedTest
    @CsvSource({"0.9, 0.25", "0.5, 0.8", "0.6, 0.5"})
    void stepsTakenInErrorShowTheTruth(double organic, double paid) {
        List<Double> bought = new ArrayList<>();
        double ratio = 1;
        for (int day = 0; day < 40; day++) {
            bought.add(1_500 * ratio);
            List<Day> soFar = days(bought.size(), organic, paid, bought::get);
            if (day >= 2 && estimate(soFar, 0.6).good(List.of(), false)) {
                ratio *= 1.2;
            }
        }
        assertThat(ratio).isLessThan(2.5);
    }

    /** Likes that come without any views, while paid views go up by a fifth a day from the seventh day on. */
    private static List<Day> daysWithLikesWithoutViews(double withoutViews, double paid) {
        List<Day> days = new ArrayList<>();
        double bought = 1_000;
        for (int i = 0; i < 14; i++) {
            bought *= i < 7 ? 1 : 1.2;
            double own = 5_000 - 200.0 * i;
            days.add(new Day(own, bought, RATE * 0.3 * own, withoutViews + RATE * paid * bought));
        }
        return days;
    }

    @Test
    void tellsPoorViewersFromLikesThatComeWithoutViews() {
        assertThat(estimate(daysWithLikesWithoutViews(300, 0.5), 0.6).good(List.of(), false))
                .isFalse();
    }

    @Test
    void doesNotBlameGoodOnesForTheOrganicViewersThatBecomeFewer() {
        assertThat(estimate(daysWithLikesWithoutViews(0, 1.3), 0.6).good(List.of(), false))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1.3", "0.25, 1.5", "0.45, 2", "0.6, 3"})
    void doesNotBlameThemForOneEither(double organic, double paid) {
        for (int day = 2; day <= 28; day++) {
            PaidEstimate found = estimate(days(day, organic, paid, any -> 1_500), 0.6);

            assertThat(found.surelyBad()).as("day %s: %s", day, found).isFalse();
        }
    }

    @Test
    void becomesSureOfGoodOnesAndOfBadOnes() {
        assertThat(estimate(days(14, 0.25, 2.2, day -> 3_000), 0.6).good(List.of(), false))
                .isTrue();
        assertThat(estimate(days(14, 0.25, 0.3, day -> 3_000), 0.6).surelyBad()).isTrue();
    }

    @Test
    void knowsNothingFromOneReadingOrWithoutPaidViewsOrOfWhatIsHidden() {
        assertThat(estimate(List.of(), 0.6, AssessedCounter.LIKES)).isEmpty();
        AdsFacts ads = new AdsFacts(
                new DailyBudget(PolicyFixtures.usd("10.00"), true),
                AdsPreflight.clear("USD"),
                List.of(),
                ZoneOffset.UTC);
        assertThat(PaidEngagementEstimator.estimate(
                        List.of(), ads, AssessedCounter.LIKES, PolicyFixtures.START, RELEASED))
                .isEmpty();
        assertThat(estimate(days(9, 0.3, 2, day -> 0), 0.6, AssessedCounter.LIKES))
                .isEmpty();
        assertThat(estimate(days(9, 0.3, 2, day -> 3_000), 0.6, AssessedCounter.COMMENTS))
                .isEmpty();
    }

    @Test
    void oneDayThatFitsNothingDoesNotTurnIt() {
        List<Day> days = new ArrayList<>(days(21, 0.25, 2, day -> day < 8 ? 2_000 : 4_000));
        Day odd = days.get(15);
        days.set(15, new Day(odd.own(), odd.bought(), -900, 0));

        assertThat(estimate(days, 0.6).good(List.of(), false)).isTrue();
    }

    /** Calibration: of many campaigns, drawn as it believes them to be, nine of ten intervals hold the truth. */
    @Test
    void itsIntervalHoldsTheTruthInAboutNineCasesOfTen() {
        Random random = new Random(5);
        int held = 0;
        int cases = 120;
        for (int i = 0; i < cases; i++) {
            double standing = 0.35 + 0.6 * random.nextDouble();
            double organic = 0.45 * standing * Math.exp(0.5 * random.nextGaussian());
            double paid = 0.9 * Math.exp(0.8 * random.nextGaussian());
            double share = 500 * Math.exp(2 * random.nextDouble());
            PaidEstimate found =
                    estimate(noisy(days(5 + random.nextInt(25), organic, paid, day -> share), random), standing);
            if (found.low() <= paid && paid <= found.high()) {
                held++;
            }
        }
        assertThat(held / (double) cases).isBetween(0.82, 0.98);
    }

    @Property(tries = 60)
    void anyDaysGiveAnEstimateInOrder(
            @ForAll @IntRange(min = 2, max = 30) int count,
            @ForAll @DoubleRange(min = -2_000, max = 200_000) double likes,
            @ForAll @DoubleRange(min = 0, max = 1_000_000) double organicViews,
            @ForAll @DoubleRange(min = 1, max = 1_000_000) double paidViews,
            @ForAll @DoubleRange(min = 0, max = 30) double standing,
            @ForAll @LongRange(min = 1, max = 20) long gap) {
        List<Day> days = Collections.nCopies(count, new Day(organicViews, paidViews, likes, 0));
        Optional<PaidEstimate> found = estimate(days, standing, AssessedCounter.LIKES, gap);

        // Where few likes come, the first span takes three days.
        if (likes > 25 || count * gap > 4) {
            assertThat(found).isPresent();
        }
        found.ifPresent(estimate -> {
            assertThat(estimate.low()).isPositive().isLessThanOrEqualTo(estimate.multiple());
            assertThat(estimate.multiple()).isFinite().isLessThanOrEqualTo(estimate.high());
            assertThat(estimate.above()).isBetween(0.0, 1.0);
            assertThat(estimate.good(List.of(), false) && estimate.surelyBad()).isFalse();
        });
    }

    private static List<Day> noisy(List<Day> days, Random random) {
        return days.stream()
                .map(day -> new Day(
                        day.own(), day.bought(), poisson(day.ownLikes(), random), poisson(day.boughtLikes(), random)))
                .toList();
    }

    private static double poisson(double mean, Random random) {
        Well19937c seeded = new Well19937c(random.nextLong());
        return new PoissonDistribution(seeded, Math.max(1e-3, mean), 1e-9, 10_000_000).sample();
    }

    @Test
    void raisesAgainOnlyOnWhatTheLastRaiseHasShown() {
        Instant raised = RELEASED.plus(Duration.ofDays(30));
        PaidEstimate before = believed(0.7, raised.plus(Duration.ofHours(5)));
        PaidEstimate after = believed(0.7, raised.plus(Duration.ofHours(7)));

        assertThat(before.good(List.of(), false)).isTrue();
        assertThat(before.good(List.of(raised), false)).isFalse();
        assertThat(after.good(List.of(raised), false)).isTrue();
        assertThat(believed(0.97, raised).good(List.of(raised), false)).isTrue();
    }

    @Test
    void asksMoreTheMoreRaisesWereMade() {
        Instant raised = RELEASED.plus(Duration.ofDays(30));
        PaidEstimate found = believed(0.64, raised.plus(Duration.ofDays(1)));

        assertThat(found.good(List.of(), false)).isTrue();
        assertThat(found.good(List.of(raised), false)).isFalse();
        assertThat(believed(0.85, raised.plus(Duration.ofDays(1))).good(List.of(raised), true))
                .isFalse();
    }

    private static PaidEstimate believed(double above, Instant until) {
        return new PaidEstimate(1.2, 0.6, 2, above, 0.05, 0.4, until);
    }
}
