package dev.ratiofixer.model.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.model.EngagementModel;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting.NewUpload;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.ViewUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibratedModelTest {
    private static final Instant CHANGED = Instant.parse("2026-08-27T00:00:00Z");

    /** Four likes and a quarter of a comment for each hundred engaged views; notes what it is asked. */
    private final List<Features> asked = new ArrayList<>();

    private final CalibratedModel model = new CalibratedModel(new EngagementModel() {
        @Override
        public String version() {
            return "test";
        }

        @Override
        public List<Expectation> expect(List<Features> rows) {
            asked.addAll(rows);
            return rows.stream().map(CalibratedModelTest::ofNetwork).toList();
        }

        @Override
        public void close() {}
    });

    private static Expectation ofNetwork(Features row) {
        boolean known = row.regime() == CountingRegime.ORIGINAL;
        return new Expectation(
                around(row.views() * 0.04),
                around(row.views() * 0.0025),
                known,
                known ? List.of() : List.of("first frame"),
                "test");
    }

    private static Quantiles around(double middle) {
        return new Quantiles(middle * 0.7, middle * 0.85, middle, middle * 1.18, middle * 1.43);
    }

    private static ChannelCounting counting(double factor, int uploads, double likesAViewCounted) {
        List<NewUpload> of = new ArrayList<>();
        for (int i = 0; i < uploads; i++) {
            of.add(new NewUpload(
                    18_000,
                    Math.round(18_000 * likesAViewCounted * (1 + 0.02 * (i % 5 - 2))),
                    25L,
                    30,
                    200,
                    Category.MUSIC));
        }
        return new ChannelCounting(CHANGED, ViewUnit.ENGAGED, Math.log(factor), 0.03, 5, of);
    }

    private static Features video(long views, CountingRegime regime, ChannelCounting counting, Instant published) {
        return new Features(
                views,
                30,
                200,
                VideoForm.VIDEO,
                regime,
                Category.MUSIC,
                new ChannelHistory(9, 0.04, 0.0025).withCounting(counting),
                published);
    }

    private static Features fresh(ChannelCounting counting) {
        return video(18_000, CountingRegime.FIRST_FRAME, counting, CHANGED.plus(Duration.ofDays(3)));
    }

    private Expectation expect(Features row) {
        return model.expect(List.of(row)).getFirst();
    }

    @Test
    void asksTheNetworkForEngagedViewsAndLeavesWhatTheChannelConfirmsAlone() {
        Expectation answer = expect(fresh(counting(1.8, 12, 0.04 / 1.8)));

        assertThat(asked).allMatch(row -> row.regime() == CountingRegime.ORIGINAL && row.views() == 10_000);
        assertThat(answer.likes().p50()).isCloseTo(400, within(8.0));
        assertThat(answer.inDomain()).isTrue();
        assertThat(answer.outOfDomain()).isEmpty();
    }

    /**
     * The channel's shift holds what its estimate of the factor is off by, so it is not applied to what was counted.
     */
    @Test
    void whereTheEngagedViewsAreKnownNothingIsEstimatedAndNothingCorrectedTwice() {
        ChannelCounting off = counting(1.8, 12, 0.05 / 1.8);
        Expectation estimated = expect(fresh(off));
        Expectation known = expect(fresh(off).withEngagedViews(7_000));

        assertThat(asked.getLast().views()).isEqualTo(7_000);
        assertThat(asked.getLast().regime()).isEqualTo(CountingRegime.ORIGINAL);
        assertThat(known.likes()).isEqualTo(around(7_000 * 0.04));
        assertThat(known.inDomain()).isTrue();
        assertThat(known.basis()).isEqualTo(Expectation.ViewBasis.ENGAGED);
        assertThat(estimated.basis()).isEqualTo(Expectation.ViewBasis.CONVERTED);
        assertThat(estimated.likes().p50()).isGreaterThan(10_000 * 0.044);
    }

    @Test
    void engagedViewsAreInTheDomainAlsoWhereTheChannelIsNotCalibrated() {
        Expectation guess = expect(fresh(counting(1.8, 2, 0.04)));
        Expectation known = expect(fresh(counting(1.8, 2, 0.04)).withEngagedViews(9_000));
        Expectation old = expect(video(18_000, CountingRegime.ORIGINAL, counting(1.8, 2, 0.04), CHANGED)
                .withEngagedViews(9_000));

        assertThat(guess.inDomain()).isFalse();
        assertThat(known.inDomain()).isTrue();
        assertThat(old.basis()).isNull();
        assertThat(old.likes()).isEqualTo(around(18_000 * 0.04));
    }

    @Test
    void isAGuessWithFewerThanTenUploadsAndSaysHowMany() {
        Expectation answer = expect(fresh(counting(1.8, 3, 0.04 / 1.8)));

        assertThat(answer.inDomain()).isFalse();
        assertThat(answer.outOfDomain()).singleElement().asString().contains("3 of this channel's uploads");
    }

    @Test
    void followsTheResidualsOfTheChannelsUploads() {
        Expectation answer = expect(fresh(counting(1.8, 12, 0.03 / 1.8)));

        assertThat(answer.likes().p50()).isBetween(300.0, 330.0);
    }

    @Test
    void knowsHowMuchOfAVideosLifeWasCountedTheOldWay() {
        expect(video(18_000, CountingRegime.FIRST_FRAME, counting(1.8, 0, 0), CHANGED.minus(Duration.ofDays(20))));

        assertThat(asked)
                .singleElement()
                .satisfies(row -> assertThat(row.views()).isBetween(16_500L, 17_500L));
    }

    @Test
    void leavesOtherRowsToTheNetwork() {
        ChannelCounting counting = counting(1.8, 12, 0.04 / 1.8);
        Features old = video(18_000, CountingRegime.ORIGINAL, counting, CHANGED.minus(Duration.ofDays(90)));
        Features unread = video(18_000, CountingRegime.FIRST_FRAME, counting, CHANGED)
                .withChannel(new ChannelHistory(9, 0.04, 0.0025));

        assertThat(model.expect(List.of(old, fresh(counting), unread)))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(ofNetwork(old)),
                        second -> assertThat(second.likes().p50()).isCloseTo(400, within(8.0)),
                        third -> assertThat(third).isEqualTo(ofNetwork(unread)));
    }

    @Test
    void readsAChannelsUploadsOnceForAllItsExpectations() {
        ChannelCounting counting = counting(1.8, 12, 0.04 / 1.8);
        model.expect(Collections.nCopies(50, fresh(counting)));
        assertThat(asked).hasSize(50 + 12);

        model.expect(List.of(fresh(counting)));
        assertThat(asked).hasSize(50 + 12 + 1);
    }

    @Test
    void aLiveStreamStaysOne() {
        ChannelCounting counting = counting(1.8, 12, 0.04 / 1.8);
        Features row = fresh(counting);
        Features live = new Features(
                row.views(), 0.5, 0, row.form(), row.regime(), row.category(), row.channel(), row.publishedAt(), true);

        expect(live);

        assertThat(asked.getFirst()).isEqualTo(live.withViews(10_000).withRegime(CountingRegime.ORIGINAL));
    }

    @Test
    void tellsTheCalibrationOfAChannel() {
        ChannelHistory channel = new ChannelHistory(9, 0.04, 0.0025).withCounting(counting(1.8, 12, 0.03 / 1.8));

        ChannelCalibration calibration = model.calibration(channel).orElseThrow();

        assertThat(calibration.uploads()).isEqualTo(12);
        assertThat(Math.exp(calibration.likes().shift())).isBetween(0.75, 0.83);
        assertThat(calibration.likes().inside()).isBetween(0.8, 1.0);
        assertThat(model.calibration(ChannelHistory.UNKNOWN)).isEmpty();
    }
}
