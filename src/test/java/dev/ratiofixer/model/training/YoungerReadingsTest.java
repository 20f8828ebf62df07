package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.FirstWeek;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.ModelBuilder.YoungerReadings;
import dev.ratiofixer.video.VideoForm;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class YoungerReadingsTest {
    private static final List<EngagementRow> SOME = ShippedRows.all().subList(0, 20_000);
    private static final List<EngagementRow> YOUNGER = new YoungerReadings(new SplittableRandom(3)).of(SOME);

    @Test
    void there_is_one_of_each_ordinary_video_read_on_day_seven() {
        assertThat(YOUNGER)
                .hasSameSizeAs(SOME.stream()
                        .filter(r -> r.features().ageDays() == 7 && r.features().form() == VideoForm.VIDEO)
                        .toList())
                .allMatch(r -> r.features().ageDays() >= FirstWeek.YOUNGEST_DAYS
                        && r.features().ageDays() <= 7);
    }

    /** As within single videos: the ratio of a day is about 1.5 times that of a week. */
    @Test
    void the_younger_the_more_likes_a_view() {
        double first = meanLogRate(r -> r.features().ageDays() < 1);
        double last = meanLogRate(r -> r.features().ageDays() > 5);

        assertThat(Math.exp(first - last)).isBetween(1.3, 1.9);
    }

    @Test
    void views_are_never_more_than_on_day_seven() {
        double before = SOME.stream()
                .filter(r -> r.features().ageDays() == 7 && r.features().form() == VideoForm.VIDEO)
                .mapToDouble(r -> r.features().views())
                .sum();

        assertThat(YOUNGER.stream().mapToDouble(r -> r.features().views()).sum())
                .isLessThan(0.8 * before);
    }

    @Test
    void no_comments_where_many_are_usual_are_taken_as_missing_in_the_first_week_only() {
        EngagementRow reading = SOME.stream()
                .filter(r -> r.features().views() > 1_000_000)
                .findFirst()
                .orElseThrow();
        EngagementRow young = with(reading, reading.features().withAgeDays(2));
        EngagementRow old = with(reading, reading.features().withAgeDays(28));

        assertThat(YoungerReadings.withoutClosedComments(List.of(young, old)))
                .extracting(EngagementRow::comments)
                .containsExactly(null, 0L);
    }

    private static EngagementRow with(EngagementRow reading, Features features) {
        return new EngagementRow(reading.video(), reading.channel(), features, reading.likes(), 0L);
    }

    private static double meanLogRate(Predicate<EngagementRow> which) {
        double mean = YOUNGER.stream()
                .filter(which)
                .filter(r -> r.likes() != null && r.likes() > 20)
                .mapToDouble(r -> Math.log((double) r.likes() / r.features().views()))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(-3, within(1.0));
        return mean;
    }
}
