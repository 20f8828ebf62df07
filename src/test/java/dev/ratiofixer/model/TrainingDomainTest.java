package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrainingDomainTest {
    private static final Instant CHANGED = CountingRegime.VIDEOS_CHANGED;
    private static final TrainingDomain DOMAIN = new TrainingDomain(7, 168, 10, 10_000_000);

    @Test
    void inside_nothing_is_said_and_nothing_moves() {
        double[] quantiles = {1, 2, 3, 4, 5};
        DOMAIN.extend(FeatureFixtures.usual(), quantiles, CHANGED);

        assertThat(DOMAIN.reasons(FeatureFixtures.usual(), CHANGED)).isEmpty();
        assertThat(quantiles).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void every_reason_is_given() {
        Features strange = FeatureFixtures.usual()
                .withAgeDays(2)
                .withViews(3)
                .withForm(VideoForm.VIDEO, CountingRegime.FIRST_FRAME);

        assertThat(DOMAIN.reasons(strange, CHANGED))
                .containsExactly(
                        "age 2.00 days: the data knows 7 to 168",
                        "3 views: the data knows 10 to 10000000",
                        "views of ordinary videos count at the first frame since 2026-08-27: the data is older");
    }

    @Test
    void the_date_of_the_change_is_the_configured_one() {
        Instant later = Instant.parse("2026-10-01T00:00:00Z");
        Features video = FeatureFixtures.usual()
                .withForm(VideoForm.VIDEO, CountingRegime.FIRST_FRAME)
                .withPublishedAt(later.minus(Duration.ofDays(14)));

        assertThat(DOMAIN.reasons(video, later)).singleElement().asString().contains("2026-10-01");
        double[] half = {1, 2, 3, 4, 5};
        DOMAIN.extend(video.withAgeDays(28), half, later);
        double[] whole = {1, 2, 3, 4, 5};
        DOMAIN.extend(video.withAgeDays(28), whole, CHANGED);
        assertThat(half[4]).isLessThan(whole[4]);
    }

    @Test
    void shorts_counted_at_the_first_frame_are_known() {
        assertThat(DOMAIN.reasons(
                        FeatureFixtures.usual().withForm(VideoForm.SHORT, CountingRegime.FIRST_FRAME), CHANGED))
                .isEmpty();
    }

    @Test
    void the_band_widens_with_the_distance_and_keeps_its_order() {
        double atOneDay = width(FeatureFixtures.usual().withAgeDays(1));
        double atThreeDays = width(FeatureFixtures.usual().withAgeDays(3));
        double tenYears = width(FeatureFixtures.usual().withAgeDays(3_650));
        double manyViews = width(FeatureFixtures.usual().withViews(10_000_000_000L));
        double noViews = width(FeatureFixtures.usual().withViews(0));

        assertThat(atThreeDays).isGreaterThan(4).isLessThan(atOneDay);
        assertThat(tenYears).isGreaterThan(4.1);
        assertThat(manyViews).isGreaterThan(4.5);
        assertThat(noViews).isGreaterThan(4.5);
    }

    @Test
    void an_age_of_nothing_is_as_strange_as_one_of_an_hour() {
        assertThat(width(FeatureFixtures.usual().withAgeDays(0)))
                .isEqualTo(width(FeatureFixtures.usual().withAgeDays(1.0 / 24)));
    }

    private static double width(Features video) {
        double[] quantiles = {1, 2, 3, 4, 5};
        DOMAIN.extend(video, quantiles, CHANGED);
        assertThat(quantiles).isSorted();
        return quantiles[4] - quantiles[0];
    }
}
