package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NetworkModelTest {
    private static final NetworkModel MODEL = new NetworkModel(ModelFile.shipped());

    @Provide
    Arbitrary<Features> videos() {
        return FeatureFixtures.any();
    }

    @Property(tries = 100)
    void never_falls_when_only_the_views_grow(
            @ForAll("videos") Features video,
            @ForAll @LongRange(max = 10_000_000_000L) long one,
            @ForAll @LongRange(max = 10_000_000_000L) long other) {
        Expectation fewer = expect(video.withViews(Math.min(one, other)));
        Expectation more = expect(video.withViews(Math.max(one, other)));

        assertThat(ordered(fewer.likes(), more.likes())).isTrue();
        assertThat(ordered(fewer.comments(), more.comments())).isTrue();
    }

    @Property(tries = 60)
    void never_falls_from_one_view_to_the_next_either(
            @ForAll("videos") Features video, @ForAll @LongRange(max = 100_000_000L) long views) {
        List<Expectation> both = MODEL.expect(List.of(video.withViews(views), video.withViews(views + 1)));

        assertThat(ordered(both.getFirst().likes(), both.getLast().likes())).isTrue();
        assertThat(ordered(both.getFirst().comments(), both.getLast().comments()))
                .isTrue();
    }

    private static boolean ordered(Quantiles fewer, Quantiles more) {
        return fewer.p10() <= more.p10()
                && fewer.p25() <= more.p25()
                && fewer.p50() <= more.p50()
                && fewer.p75() <= more.p75()
                && fewer.p90() <= more.p90();
    }

    @Property(tries = 100)
    void answers_the_same_alone_and_anywhere_in_a_batch(@ForAll("videos") Features video) {
        Expectation alone = expect(video);
        List<Features> batch = new ArrayList<>(Collections.nCopies(300, FeatureFixtures.usual()));
        List<Integer> places = List.of(0, 17, 63, 64, 126, 127, 128, 255, 256, 299);
        places.forEach(place -> batch.set(place, video));
        List<Expectation> together = MODEL.expect(batch);

        assertThat(places).extracting(together::get).containsOnly(alone);
    }

    @Property(tries = 60)
    void widens_beyond_the_domain_and_says_why(@ForAll("videos") Features video) {
        Expectation expectation = expect(video);

        assertThat(expectation.inDomain()).isEqualTo(expectation.outOfDomain().isEmpty());
        if (video.ageDays() < 7 || video.ageDays() > 168) {
            assertThat(expectation.outOfDomain()).anyMatch(reason -> reason.startsWith("age "));
        }
    }

    @Provide
    Arbitrary<Double> ages() {
        return Arbitraries.doubles().between(0.05, 3_650);
    }

    @Property(tries = 60)
    void moves_little_when_the_age_moves_little(@ForAll("videos") Features video, @ForAll("ages") double age) {
        Features usual = video.withViews(10_000).withForm(VideoForm.VIDEO, CountingRegime.ORIGINAL);
        double now = Math.log1p(expect(usual.withAgeDays(age)).likes().p50());
        double soon = Math.log1p(expect(usual.withAgeDays(age * 1.01)).likes().p50());

        assertThat(soon).isCloseTo(now, within(0.02));
    }

    @Test
    void is_wider_for_a_day_old_video_than_for_a_week_old_one() {
        Quantiles week = expect(FeatureFixtures.usual().withAgeDays(7)).likes();
        Quantiles day = expect(FeatureFixtures.usual().withAgeDays(1)).likes();

        assertThat(day.p90() / day.p10()).isGreaterThan(week.p90() / week.p10());
    }

    @Test
    void is_wider_for_first_frame_views_of_ordinary_videos() {
        Expectation original = expect(FeatureFixtures.usual());
        Expectation firstFrame = expect(firstFrame(Instant.parse("2026-09-01T00:00:00Z")));
        Expectation partly = expect(firstFrame(Instant.parse("2026-08-10T00:00:00Z")));

        assertThat(original.inDomain()).isTrue();
        assertThat(firstFrame.outOfDomain()).singleElement().asString().contains("2026-08-24");
        assertThat(band(firstFrame)).isGreaterThan(1.1 * band(partly));
        assertThat(band(partly)).isGreaterThan(1.1 * band(original));
    }

    private static Features firstFrame(Instant published) {
        Features usual = FeatureFixtures.usual();
        return new Features(
                usual.views(),
                usual.ageDays(),
                usual.durationSeconds(),
                VideoForm.VIDEO,
                CountingRegime.FIRST_FRAME,
                usual.category(),
                usual.channel(),
                published);
    }

    private static double band(Expectation expectation) {
        return expectation.likes().p90() / expectation.likes().p10();
    }

    @Test
    void expects_of_a_usual_video_what_such_videos_have() {
        Expectation expectation = expect(FeatureFixtures.usual());

        assertThat(expectation.likes().p50()).isBetween(600.0, 1_200.0);
        assertThat(expectation.comments().p50()).isBetween(15.0, 60.0);
    }

    @Test
    void follows_the_channels_own_rate() {
        Expectation loved = expect(FeatureFixtures.usual().withChannel(new ChannelHistory(20, 0.08, 0.004)));
        Expectation unknown = expect(FeatureFixtures.usual().withChannel(ChannelHistory.UNKNOWN));

        assertThat(loved.likes().p50())
                .isGreaterThan(1.5 * expect(FeatureFixtures.usual()).likes().p50());
        assertThat(unknown.likes().p90() / unknown.likes().p10())
                .isGreaterThan(loved.likes().p90() / loved.likes().p10());
    }

    @Test
    void answers_no_rows_with_none() {
        assertThat(MODEL.expect(List.of())).isEmpty();
    }

    @Property(tries = 100)
    void is_finite_and_in_order(@ForAll("videos") Features video) {
        Quantiles comments = expect(video).comments();

        assertThat(DoubleStream.of(comments.p10(), comments.p25(), comments.p50(), comments.p75(), comments.p90())
                        .boxed())
                .isSorted()
                .allMatch(Double::isFinite);
    }

    private static Expectation expect(Features video) {
        return MODEL.expect(List.of(video)).getFirst();
    }
}
