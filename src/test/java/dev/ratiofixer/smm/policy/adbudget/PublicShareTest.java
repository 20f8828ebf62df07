package dev.ratiofixer.smm.policy.adbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.CampaignSpan;
import dev.ratiofixer.smm.policy.adbudget.PublicShare.ViewAttribution;
import dev.ratiofixer.smm.policy.adbudget.PublicShare.ViewAttribution.ViewsSoFar;
import dev.ratiofixer.video.CountingRegime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which views likes come from: how many of the paid ones are public, and how late a like comes. */
class PublicShareTest {
    /** A Monday. */
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    private static final Random RANDOM = new Random(3);

    private static ViewsSoFar at(double hours, double views, double paid) {
        return new ViewsSoFar(START.plusMillis(Math.round(hours * 3_600_000)), views, paid, CountingRegime.ORIGINAL);
    }

    /** Days of a video whose organic views fall slowly, are more at weekends, and differ from day to day. */
    private static List<ViewsSoFar> days(int count, double share, double noise, IntToDoubleFunction bought) {
        List<ViewsSoFar> all = new ArrayList<>();
        double views = 500_000;
        double paid = 0;
        all.add(at(0, views, paid));
        for (int day = 0; day < count; day++) {
            double weekend = day % 7 >= 5 ? 1.3 : 0.88;
            double own = 10_000 * Math.exp(-0.01 * day) * weekend * Math.exp(noise * RANDOM.nextGaussian());
            views += own + share * bought.applyAsDouble(day);
            paid += bought.applyAsDouble(day);
            all.add(at(24 * (day + 1), views, paid));
        }
        return all;
    }

    private static double mean(List<PublicShare> shares) {
        return shares.stream().mapToDouble(PublicShare::share).average().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"0.6, 0.05", "0.75, 0.05", "0.9, 0.02", "1, 0.05"})
    void findsHowManyPaidViewsArePublicOnceMoreOfThemWereBought(double share, double noise) {
        List<PublicShare> found = PublicShare.learned(
                days(24, share, noise, day -> 3_000 * Math.pow(1.2, Math.clamp(day - 7L, 0, 12))), ZoneOffset.UTC);

        // Views that may end within a week tell less: where days differ by a twentieth, a small share is found in part.
        assertThat(mean(found)).isCloseTo(share, within(share < 0.7 ? 0.16 : 0.09));
    }

    /** The campaign cannot tell what never changed; then it may be most of them, or all. */
    @Test
    void leavesOpenWhatNobodyCanTell() {
        for (double share : new double[] {0.6, 1}) {
            List<PublicShare> found = PublicShare.learned(days(10, share, 0.05, day -> 3_000), ZoneOffset.UTC);

            assertThat(found).hasSizeGreaterThan(1);
            assertThat(found.getFirst().share()).isLessThan(0.8);
            assertThat(found.getLast().share()).isGreaterThan(0.95);
        }
    }

    @Test
    void believesWhatItBelievedBeforeWithoutDays() {
        assertThat(mean(PublicShare.learned(List.of(), ZoneOffset.UTC))).isBetween(0.75, 0.95);
        assertThat(mean(PublicShare.learned(List.of(at(0, 1_000, 0)), ZoneOffset.UTC)))
                .isBetween(0.75, 0.95);
    }

    @Test
    void isNotTurnedByAViralDay() {
        List<ViewsSoFar> days = days(28, 0.7, 0.05, day -> 3_000 * Math.pow(1.2, Math.clamp(day - 7L, 0, 12)));
        List<ViewsSoFar> viral = new ArrayList<>();
        for (int day = 0; day < days.size(); day++) {
            ViewsSoFar each = days.get(day);
            viral.add(new ViewsSoFar(each.at(), each.views() + (day > 12 ? 40_000 : 0), each.paid(), each.regime()));
        }

        assertThat(mean(PublicShare.learned(viral, ZoneOffset.UTC))).isCloseTo(0.7, within(0.1));
    }

    /** Ten hours of 100 views an hour, then none: their likes go on coming. */
    @Test
    void countsAViewWhenItsLikeComes() {
        List<ViewsSoFar> readings =
                List.of(at(0, 1_000, 0), at(6, 1_600, 60), at(12, 2_200, 120), at(18, 2_200, 120), at(24, 2_200, 120));
        List<CampaignSpan> spans = new ArrayList<>();
        for (int i = 1; i < readings.size(); i++) {
            ViewsSoFar from = readings.get(i - 1);
            ViewsSoFar to = readings.get(i);
            double bought = to.paid() - from.paid();
            double all = to.views() - from.views();
            spans.add(new CampaignSpan(from.at(), to.at(), all, all - bought, bought, 0, 0.04, 0));
        }

        List<CampaignSpan> seen = new ViewAttribution(0.5, 6, 1).seen(spans, readings);

        double later = 0;
        for (CampaignSpan span : seen.subList(2, 4)) {
            later += span.organicViews() + span.paidViews();
        }
        assertThat(seen.getFirst().organicViews()).isCloseTo(570, within(1e-6));
        assertThat(seen.getFirst().paidViews()).isCloseTo(30, within(1e-6));
        assertThat(seen.get(2).organicViews() + seen.get(2).paidViews())
                .isCloseTo(600 * (1 - Math.exp(-1)), within(1e-6));
        assertThat(later).isCloseTo(600 * (1 - Math.exp(-2)), within(1e-6));
        assertThat(new ViewAttribution(1, 0, 1).seen(spans, readings)).isEqualTo(spans);
    }

    @Test
    void takesNothingFromTheTimeInWhichViewsFell() {
        List<ViewsSoFar> readings = List.of(at(0, 2_000, 0), at(6, 1_500, 100), at(12, 2_100, 200));
        CampaignSpan span = new CampaignSpan(at(6, 0, 0).at(), at(12, 0, 0).at(), 600, 500, 100, 20, 0.04, 0);

        assertThat(new ViewAttribution(1, 6, 1).seen(List.of(span), readings).getFirst())
                .satisfies(seen -> {
                    assertThat(seen.organicViews()).isCloseTo(500, within(1e-6));
                    assertThat(seen.paidViews()).isCloseTo(100, within(1e-6));
                });
    }
}
