package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.model.training.ShippedRows;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FirstWeekTest {
    private static final NetworkModel MODEL = new NetworkModel(ModelFile.shipped());
    /** Of many kinds, at the age where the two parts meet. */
    private static final List<Features> WEEK_OLD = ShippedRows.all().stream()
            .map(reading -> reading.features())
            .filter(row -> row.ageDays() == 7 && row.form() == VideoForm.VIDEO && !row.live())
            .limit(3_000)
            .toList();

    @Test
    void nothing_jumps_on_day_seven() {
        List<Expectation> before =
                MODEL.expect(WEEK_OLD.stream().map(row -> row.withAgeDays(6.99)).toList());
        List<Expectation> after =
                MODEL.expect(WEEK_OLD.stream().map(row -> row.withAgeDays(7.01)).toList());
        for (Function<Expectation, Quantiles> of :
                List.<Function<Expectation, Quantiles>>of(Expectation::likes, Expectation::comments)) {
            for (int i = 0; i < before.size(); i++) {
                assertThat(Math.log1p(of.apply(before.get(i)).p50()))
                        .isCloseTo(Math.log1p(of.apply(after.get(i)).p50()), within(Math.log(1.05)));
                assertThat(Math.log1p(of.apply(before.get(i)).p90()))
                        .isCloseTo(Math.log1p(of.apply(after.get(i)).p90()), within(Math.log(1.05)));
            }
        }
    }

    /** Source: the ratio within single videos, relative to that of a week: 1.5 to 2.1 in the first day. */
    @Test
    void the_same_views_are_worth_more_likes_the_younger_a_video_is() {
        double week = likes(7).p50();

        assertThat(likes(3).p50() / week).isBetween(1.0, 1.5);
        assertThat(likes(0.5).p50() / week).isBetween(1.3, 2.3);
        assertThat(DoubleStream.of(7, 3, 2, 1, 0.5, 0.25)
                        .map(age -> likes(age).p50())
                        .boxed())
                .isSorted();
    }

    /** A channel whose uploads were read young has its high ratio because of that. */
    @Test
    void rates_of_uploads_that_were_read_young_are_not_raised_twice() {
        double old = likes(1, new UsualUpload(20, 20_000, 60, 185));
        double young = likes(1, new UsualUpload(20, 20_000, 1, 185));

        assertThat(young).isLessThan(0.8 * old);
    }

    @Test
    void from_six_hours_on_it_is_known_and_before_it_is_said_not_to_be() {
        assertThat(expect(FeatureFixtures.usual().withAgeDays(0.3)).inDomain()).isTrue();
        assertThat(expect(FeatureFixtures.usual().withAgeDays(3)).inDomain()).isTrue();
        assertThat(expect(FeatureFixtures.usual().withAgeDays(0.1)).outOfDomain())
                .containsExactly("age 0.100 days: the data knows 0.25 to 168");
        assertThat(expect(FeatureFixtures.usual()
                                .withForm(VideoForm.SHORT, CountingRegime.ORIGINAL)
                                .withAgeDays(3))
                        .outOfDomain())
                .containsExactly("age 3.00 days: the data knows 7 to 168");
    }

    @Test
    void before_six_hours_the_band_only_widens() {
        double atSix = Math.log(likes(0.25).p90() / likes(0.25).p10());
        double atTwo = Math.log(likes(2 / 24.0).p90() / likes(2 / 24.0).p10());

        assertThat(atTwo).isGreaterThan(atSix);
        assertThat(likes(2 / 24.0).p50()).isGreaterThanOrEqualTo(likes(0.25).p50());
    }

    private static Quantiles likes(double age) {
        return expect(FeatureFixtures.usual().withAgeDays(age)).likes();
    }

    private static double likes(double age, UsualUpload usual) {
        ChannelHistory channel = FeatureFixtures.usual().channel().withUsual(usual);
        return expect(FeatureFixtures.usual().withAgeDays(age).withChannel(channel))
                .likes()
                .p50();
    }

    private static Expectation expect(Features row) {
        return MODEL.expect(List.of(row)).getFirst();
    }
}
