package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.analytics.VideoAnalytics;
import dev.ratiofixer.analytics.VideoAnalytics.SourceDay;
import dev.ratiofixer.analytics.VideoAnalytics.VideoDay;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.OwnerDay;
import dev.ratiofixer.video.VideoForm;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnerDayReaderTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-10");

    private final List<VideoDay> days = new ArrayList<>();
    private final List<SourceDay> sources = new ArrayList<>();

    private void day(LocalDate day, @Nullable Long views, @Nullable Long engaged) {
        days.add(new VideoDay(day, engaged, views, null, null, null, null, null, null));
    }

    private void source(LocalDate day, String source, @Nullable Long views) {
        sources.add(new SourceDay(day, source, 1L, views));
    }

    private List<OwnerDay> read() {
        return OwnerDayReader.days(new VideoAnalytics(days, sources, null, null), VideoForm.VIDEO);
    }

    @Test
    void a_day_is_of_pacific_time_and_its_paid_views_are_those_of_advertising() {
        day(DAY, 1_000L, 600L);
        source(DAY, "YT_SEARCH", 700L);
        source(DAY, "ADVERTISING", 300L);

        assertThat(read())
                .containsExactly(new OwnerDay(
                        Instant.parse("2026-11-10T08:00:00Z"),
                        Instant.parse("2026-11-11T08:00:00Z"),
                        1_000,
                        600,
                        300,
                        1));
    }

    /** The target of a Short is of public views: its days are of these. */
    @Test
    void of_a_short_each_view_is_of_the_targets_unit() {
        day(DAY, 1_000L, 600L);
        source(DAY, "ADVERTISING", 300L);

        assertThat(OwnerDayReader.days(new VideoAnalytics(days, sources, null, null), VideoForm.SHORT))
                .singleElement()
                .satisfies(day -> {
                    assertThat(day.counted()).isEqualTo(day.views()).isEqualTo(1_000);
                    assertThat(day.adsCounted()).isEqualTo(day.adsViews()).isEqualTo(300);
                });
    }

    @Test
    void the_day_on_which_the_clocks_change_has_its_hours() {
        LocalDate longest = LocalDate.parse("2026-11-01");
        day(longest, 10L, 10L);
        source(longest, "YT_SEARCH", 10L);

        assertThat(read())
                .containsExactly(new OwnerDay(
                        Instant.parse("2026-11-01T07:00:00Z"), Instant.parse("2026-11-02T08:00:00Z"), 10, 10, 0, 0));
    }

    @Test
    void a_day_without_a_row_or_a_number_is_not_known_and_is_not_zero() {
        day(DAY, 1_000L, 600L);
        day(DAY.plusDays(1), null, 600L);
        source(DAY.plusDays(1), "ADVERTISING", 300L);
        day(DAY.plusDays(2), 1_000L, null);
        source(DAY.plusDays(2), "ADVERTISING", 300L);
        day(DAY.plusDays(3), 1_000L, 600L);
        source(DAY.plusDays(3), "ADVERTISING", null);
        source(DAY.plusDays(4), "ADVERTISING", 300L);

        assertThat(read()).isEmpty();
    }

    @Test
    void a_day_of_which_more_was_taken_back_than_came_tells_no_share() {
        day(DAY, -1L, 600L);
        source(DAY, "ADVERTISING", 300L);
        day(DAY.plusDays(1), 1_000L, -1L);
        source(DAY.plusDays(1), "ADVERTISING", 300L);
        day(DAY.plusDays(2), 1_000L, 600L);
        source(DAY.plusDays(2), "ADVERTISING", -300L);
        day(DAY.plusDays(3), 1_000L, 600L);
        source(DAY.plusDays(3), "ADVERTISING", 300L);
        source(DAY.plusDays(3), "YT_SEARCH", -2L);

        assertThat(read()).extracting(OwnerDay::adsViews).containsExactly(300L);
    }

    @Test
    void nothing_is_told_without_a_consent() {
        assertThat(OwnerDayReader.days(VideoAnalytics.NONE, VideoForm.VIDEO)).isEmpty();
    }
}
