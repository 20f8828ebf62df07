package dev.ratiofixer.smm.policy.adbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.policy.PolicyFixtures;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.OwnerDay;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.PaidViews;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.video.CountingRegime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnerViewsTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-10");
    private static final Instant START = new PacificDay(FIRST).start();

    /** Ten paid views an hour. */
    private static List<AdsHour> hours(int days) {
        List<AdsHour> hours = new ArrayList<>();
        for (int hour = 0; hour < 24 * days; hour++) {
            hours.add(new AdsHour(START.plus(Duration.ofHours(hour)), 1_000, 10));
        }
        return hours;
    }

    private static OwnerDay day(int number, long adsViews) {
        return day(number, 10_000, 10_000, adsViews, adsViews);
    }

    private static OwnerDay day(int number, long views, long counted, long adsViews, long adsCounted) {
        PacificDay day = new PacificDay(FIRST.plusDays(number));
        return new OwnerDay(day.start(), day.end(), views, counted, adsViews, adsCounted);
    }

    private static double on(OwnerViews views, double day) {
        return views.publicFor(START.plusSeconds(Math.round(day * 86_400)));
    }

    @Test
    void a_paid_view_is_one_public_view_where_nobody_tells() {
        assertThat(on(OwnerViews.of(hours(10), List.of()), 5)).isEqualTo(1);
        assertThat(on(OwnerViews.of(List.of(), List.of(day(1, 100))), 5)).isEqualTo(1);
    }

    @Test
    void the_known_days_around_an_hour_tell_and_the_last_ones_tell_of_the_days_since() {
        List<OwnerDay> days = new ArrayList<>();
        for (int number = 0; number < 21; number++) {
            days.add(day(number, number < 10 ? 120 : 192));
        }
        OwnerViews views = OwnerViews.of(hours(24), days);

        assertThat(on(views, 0.5)).isCloseTo(0.5, within(1e-9));
        assertThat(on(views, 5.5)).isCloseTo(0.5, within(1e-9));
        assertThat(on(views, 10.5)).isBetween(0.5, 0.8);
        assertThat(on(views, 16.5)).isCloseTo(0.8, within(1e-9));
        assertThat(on(views, 23.9)).isCloseTo(0.8, within(1e-9));
    }

    /** YouTube goes on counting the newest four: what they have yet is not all. */
    @Test
    void days_that_are_still_restated_tell_nothing_where_settled_ones_do() {
        List<OwnerDay> days = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            days.add(day(number, number < 3 ? 120 : 60));
        }

        assertThat(on(OwnerViews.of(hours(10), days), 9)).isCloseTo(0.5, within(1e-9));
        assertThat(on(OwnerViews.of(hours(10), days.subList(0, 6)), 9)).isCloseTo(0.375, within(1e-9));
    }

    private static CampaignReading reading(int hour, long views) {
        Instant at = START.plus(Duration.ofHours(hour));
        return new CampaignReading(at, views, 10L, 1L, 20.0, 2.0, CountingRegime.FIRST_FRAME);
    }

    private static List<Long> counted(OwnerViews views, List<AdsHour> hours, CampaignReading... readings) {
        AdsFacts facts = new AdsFacts(
                new DailyBudget(PolicyFixtures.usd("10.00"), true), AdsPreflight.clear("USD"), hours, ZoneOffset.UTC);
        PaidViews shown = new PaidViews(hours.stream()
                .map(hour -> new AdsHour(hour.start(), 0, Math.round(hour.views() * views.publicFor(hour.start()))))
                .toList());
        return views.counted(List.of(readings), shown, PaidViews.counted(facts, views)).stream()
                .map(CampaignReading::views)
                .toList();
    }

    /** Public views, 1.5 for each engaged one of those who come by themselves and 2.4 of those by ads. */
    @Test
    void readings_are_brought_to_the_unit_of_the_target() {
        List<OwnerDay> days = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            days.add(number < 7 ? day(number, 1_500, 1_000, 0, 0) : day(number, 1_500 + 576, 1_240, 576, 240));
        }
        // There are ads from the seventh day on: ten views an hour.
        List<AdsHour> hours = hours(14).subList(7 * 24, 14 * 24);
        OwnerViews views = OwnerViews.of(hours, days);

        assertThat(on(views, 9)).isCloseTo(2.4, within(1e-9));
        assertThat(views.countedFor(START.plus(Duration.ofDays(9)))).isCloseTo(1, within(1e-9));
        assertThat(counted(
                        views,
                        hours,
                        reading(0, 15_000),
                        reading(24, 16_500),
                        reading(240, 31_728),
                        reading(264, 33_804)))
                .containsExactly(10_000L, 11_000L, 20_720L, 21_960L);
    }

    @Test
    void readings_stay_as_they_are_while_too_few_engaged_views_are_known() {
        OwnerViews views = OwnerViews.of(hours(2), List.of(day(0, 300, 199, 0, 0)));

        assertThat(counted(views, hours(2), reading(0, 15_000), reading(24, 16_500)))
                .containsExactly(15_000L, 16_500L);
    }

    @Test
    void days_that_are_missing_are_told_of_by_their_neighbours() {
        OwnerViews views = OwnerViews.of(hours(10), List.of(day(1, 168), day(6, 168)));

        assertThat(on(views, 3)).isCloseTo(0.7, within(1e-9));
    }

    /** The ads report may begin in the middle of a day: its paid views would be too few for the day's public ones. */
    @Test
    void a_day_that_begins_before_the_ads_report_is_left_out() {
        List<AdsHour> late = hours(4).subList(12, 96);

        assertThat(on(OwnerViews.of(late, List.of(day(0, 240), day(1, 120))), 0.8))
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void too_few_paid_views_tell_nothing_and_no_report_is_believed_beyond_reason() {
        List<AdsHour> few = List.of(new AdsHour(START, 1_000, 20), new AdsHour(START.plusSeconds(3_600), 1_000, 20));

        assertThat(on(OwnerViews.of(few, List.of(day(0, 400))), 0.5)).isEqualTo(1);
        assertThat(on(OwnerViews.of(hours(2), List.of(day(0, 240_000))), 0.5)).isEqualTo(10);
    }

    @Test
    void the_policys_paid_views_are_those_that_the_public_counter_counts() {
        AdsFacts facts = new AdsFacts(
                new DailyBudget(PolicyFixtures.usd("10.00"), true),
                AdsPreflight.clear("USD"),
                hours(4),
                ZoneOffset.UTC);

        assertThat(PaidViews.shown(facts).between(START, START.plus(Duration.ofDays(4))))
                .isCloseTo(960, within(1e-9));
        assertThat(PaidViews.shown(facts.knowing(List.of(day(0, 144)))).between(START, START.plus(Duration.ofDays(4))))
                .isCloseTo(576, within(1e-9));
        // Google Ads' own count stays what money is reckoned by.
        assertThat(facts.knowing(List.of(day(0, 144))).hours()).isEqualTo(facts.hours());
    }

    @Test
    void a_day_holds_no_negative_number() {
        assertThatThrownBy(() -> day(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
