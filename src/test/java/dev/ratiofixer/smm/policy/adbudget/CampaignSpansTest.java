package dev.ratiofixer.smm.policy.adbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.policy.PolicyFixtures;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsDay;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.CampaignSpan;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.PaidViews;
import dev.ratiofixer.smm.policy.adbudget.PublicShare.ViewAttribution;
import dev.ratiofixer.video.CountingRegime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CampaignSpansTest {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    private final List<CampaignReading> readings = new ArrayList<>();

    private void read(double hours, long views, @Nullable Long likes, CountingRegime regime) {
        readings.add(new CampaignReading(at(hours), views, likes, null, 0.04 * views, null, regime));
    }

    private void read(double hours, long views, long likes) {
        read(hours, views, likes, CountingRegime.ORIGINAL);
    }

    private static Instant at(double hours) {
        return START.plusSeconds(Math.round(hours * 3_600));
    }

    private List<CampaignSpan> spans(List<AdsHour> ads) {
        Instant now = readings.getLast().at().plus(CampaignSpans.METRICS_LAG);
        return CampaignSpans.of(readings, new PaidViews(ads), AssessedCounter.LIKES, now);
    }

    private static AdsHour hour(int hour, long views) {
        return new AdsHour(at(hour), 1_000 * views, views);
    }

    @Test
    void tellsPaidViewsFromOrganicOnesAlsoOfAnHourInPart() {
        read(0, 10_000, 400);
        read(6.5, 11_000, 420);

        assertThat(spans(List.of(hour(0, 100), hour(5, 60), hour(6, 80))))
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.paidViews()).isCloseTo(200, within(1e-9));
                    assertThat(span.organicViews()).isCloseTo(800, within(1e-9));
                    assertThat(span.count()).isEqualTo(20);
                    assertThat(span.rate()).isCloseTo(0.04, within(1e-12));
                    assertThat(span.growth()).isCloseTo(0.08 * 24 / 6.5, within(1e-9));
                });
    }

    @Test
    void waitsForTheReportThatLags() {
        read(0, 10_000, 400);
        read(6, 11_000, 440);

        assertThat(CampaignSpans.of(readings, new PaidViews(List.of()), AssessedCounter.LIKES, at(11.9)))
                .isEmpty();
        assertThat(CampaignSpans.of(readings, new PaidViews(List.of()), AssessedCounter.LIKES, at(12)))
                .hasSize(1);
    }

    @Test
    void isLongerWhereTooLittleHappens() {
        for (int quarter = 0; quarter <= 12; quarter++) {
            read(6 * quarter, 1_000 + 50L * quarter, 40 + quarter);
        }
        assertThat(spans(List.of())).hasSize(2).allSatisfy(span -> {
            assertThat(span.hours()).isEqualTo(30);
            assertThat(span.count()).isEqualTo(5);
        });
    }

    @Test
    void endsAfterThreeDaysHoweverLittleHappens() {
        for (int day = 0; day <= 6; day++) {
            read(24 * day, 1_000 + day, 40);
        }
        assertThat(spans(List.of())).extracting(CampaignSpan::hours).containsExactly(72.0, 72.0);
    }

    @Test
    void goesOverNoChangeOfRegimeAndNoViewsThatFell() {
        read(0, 10_000, 400);
        read(6, 9_000, 420);
        read(12, 10_000, 440);
        read(18, 30_000, 460L, CountingRegime.FIRST_FRAME);
        read(24, 31_000, 480L, CountingRegime.FIRST_FRAME);

        assertThat(spans(List.of())).extracting(CampaignSpan::from).containsExactly(at(6), at(18));
    }

    @Test
    void goesOnOverReadingsThatShowNoLikes() {
        read(0, 10_000, 400);
        read(6, 11_000, null, CountingRegime.ORIGINAL);
        read(12, 12_000, 440);

        assertThat(spans(List.of()))
                .singleElement()
                .satisfies(span -> assertThat(span.hours()).isEqualTo(12));
    }

    /** What is learnt from the first days must not change with what comes later. */
    @Property(tries = 200)
    void laterReadingsLeaveTheEarlierSpansAlone(
            @ForAll @Size(min = 2, max = 40) List<@IntRange(min = 0, max = 400) Integer> steps) {
        long views = 1_000;
        long likes = 40;
        double hours = 0;
        List<CampaignSpan> before = List.of();
        readings.clear();
        for (int step : steps) {
            hours += 1 + step % 9;
            views += step - 20;
            likes += step / 10;
            read(hours, Math.max(0, views), likes);
            List<CampaignSpan> after = spans(List.of(hour(0, 5)));
            assertThat(after.subList(0, before.size())).isEqualTo(before);
            before = after;
        }
    }

    @Test
    void theDaysOfTheReportAreTheAccounts() {
        List<AdsHour> hours = List.of(hour(21, 10), hour(22, 20), hour(23, 40), hour(24, 80));
        AdsFacts facts = new AdsFacts(
                new DailyBudget(PolicyFixtures.usd("1.00"), true),
                AdsPreflight.clear("USD"),
                hours,
                ZoneId.of("Europe/Berlin"));

        assertThat(facts.days())
                .containsExactly(
                        new AdsDay(LocalDate.parse("2026-11-02"), 30_000, 30),
                        new AdsDay(LocalDate.parse("2026-11-03"), 120_000, 120));
    }

    @Test
    void paidViewsAddUp() {
        PaidViews paid = new PaidViews(List.of(hour(1, 10), hour(2, 20), hour(30, 5)));

        assertThat(paid.between(at(0), at(100))).isEqualTo(35);
        assertThat(paid.between(at(0), at(1))).isZero();
        assertThat(paid.between(at(1.5), at(2.25))).isCloseTo(10, within(1e-9));
        assertThat(paid.between(at(1.5), at(1.5).plus(Duration.ofDays(9)))).isCloseTo(30, within(1e-9));
    }

    /** Nobody learns from a viral day, nor from the day after it. */
    @Test
    void tellsABurstOfViewsFromAWeekend() {
        long views = 10_000;
        read(0, views, 400);
        for (int quarter = 1; quarter <= 60; quarter++) {
            boolean viral = quarter > 40 && quarter <= 44;
            boolean weekend = quarter > 20 && quarter <= 28;
            views += viral ? 4_000 : weekend ? 1_800 : 1_000;
            read(6.0 * quarter, views, 400 + 40L * quarter);
        }
        boolean[] bursts = ViewAttribution.bursts(spans(List.of()));

        for (int span = 0; span < bursts.length; span++) {
            assertThat(bursts[span]).as("span %s", span).isEqualTo(span >= 40 && span < 48);
        }
    }

    /** What goes on for days is no burst any longer. */
    @Test
    void takesFasterViewsForUsualOnesInTheEnd() {
        long views = 10_000;
        read(0, views, 400);
        for (int quarter = 1; quarter <= 80; quarter++) {
            views += quarter > 20 ? 3_000 : 1_000;
            read(6.0 * quarter, views, 400 + 40L * quarter);
        }
        boolean[] bursts = ViewAttribution.bursts(spans(List.of()));

        assertThat(bursts[20]).isTrue();
        assertThat(bursts[bursts.length - 1]).isFalse();
    }
}
