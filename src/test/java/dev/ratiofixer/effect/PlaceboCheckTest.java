package dev.ratiofixer.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.effect.PlaceboCheck.Counted;
import dev.ratiofixer.effect.PlaceboCheck.Lever;
import dev.ratiofixer.effect.PlaceboCheck.Outcome;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlaceboCheckTest {
    private static final List<CountedSeries> SERIES = SeriesFixtures.daily(900, 5, 7);
    private static final GainModel LEARNED = GainLearner.learn(PlaceboCheck.half(SERIES, 0, true));
    private static final Counted HELD_OUT = new Counted("likes", PlaceboCheck.half(SERIES, 0, false));

    @ParameterizedTest
    @EnumSource
    void onOtherChannelsNineOfTenIntervalsHoldZeroAndLargeEffectsAreFound(Lever lever) {
        for (int hours : new int[] {24, 48, 72}) {
            Outcome outcome = PlaceboCheck.run(LEARNED, lever, hours, HELD_OUT);

            assertThat(outcome.windows()).isGreaterThan(400);
            assertThat(outcome.holdsZero()).as(outcome.line()).isBetween(0.86, 0.97);
            assertThat(outcome.holdsZero() + outcome.claimsGain() + outcome.claimsLoss())
                    .isBetween(0.999, 1.001);
            assertThat(outcome.finds50()).as(outcome.line()).isGreaterThan(0.5);
            assertThat(outcome.finds10()).isLessThan(outcome.finds25());
        }
    }

    /**
     * Four weeks of videos that are calmer than those that the forecast was learned from: their own quiet windows have
     * to say so.
     */
    @Test
    void calmVideosOfManyWeeksTeachTheirOwnIntervals() {
        Random random = new Random(11);
        List<CountedSeries> calm = IntStream.range(0, 8)
                .mapToObj(video -> new CountedSeries(video, SeriesFixtures.steady(random, 112, 6)))
                .toList();

        Outcome outcome = PlaceboCheck.run(LEARNED, Lever.OWNER_COMMENT, 72, new Counted("likes", calm));

        assertThat(outcome.windows()).isGreaterThan(500);
        assertThat(outcome.holdsZero()).as(outcome.line()).isBetween(0.86, 0.97);
        assertThat(outcome.finds25()).as(outcome.line()).isGreaterThan(0.8);
    }

    /** With a forecast that is wrong by a constant, the same windows do claim effects: the check can fail. */
    @Test
    void aWrongForecastIsFoundOut() {
        List<Double> wrong =
                LEARNED.residuals().stream().map(residual -> residual + 3).toList();
        GainModel biased = new GainModel(LEARNED.location(), LEARNED.scale(), wrong);

        Outcome outcome = PlaceboCheck.run(biased, Lever.OWNER_COMMENT, 24, HELD_OUT);

        assertThat(outcome.holdsZero()).isLessThan(0.7);
        assertThat(outcome.claimsLoss()).isGreaterThan(0.3);
    }

    @Test
    void theSameDataGiveTheSameLine() {
        Outcome one = PlaceboCheck.run(LEARNED, Lever.AD_BUDGET, 24, HELD_OUT);

        assertThat(PlaceboCheck.run(LEARNED, Lever.AD_BUDGET, 24, HELD_OUT)).isEqualTo(one);
        assertThat(one.line())
                .matches("window=24h counter=likes n=\\d+ holds_zero=0\\.\\d\\d claims_gain=0\\.\\d\\d"
                        + " claims_loss=0\\.\\d\\d width=\\d+\\.\\d\\d finds_10=0\\.\\d\\d finds_25=0\\.\\d\\d"
                        + " finds_50=[01]\\.\\d\\d lever=ad_budget");
        assertThat(PlaceboCheck.run(LEARNED, Lever.OWNER_COMMENT, 24, HELD_OUT).line())
                .endsWith(Double.toString(Math.round(PlaceboCheck.run(LEARNED, Lever.OWNER_COMMENT, 24, HELD_OUT)
                                                .finds50()
                                        * 100)
                                / 100.0)
                        .replaceAll("\\.(\\d)$", ".$10"));
    }

    @Test
    void theHalvesHaveNoChannelInCommon() {
        List<Long> learned = PlaceboCheck.half(SERIES, 1, true).stream()
                .map(CountedSeries::channel)
                .toList();
        List<Long> others = PlaceboCheck.half(SERIES, 1, false).stream()
                .map(CountedSeries::channel)
                .toList();

        assertThat(learned).hasSize(450).doesNotContainAnyElementsOf(others);
        assertThat(others).hasSize(450);
    }

    @Test
    void tooLittleDataAreRefused() {
        List<CountedSeries> few = SeriesFixtures.daily(3, 4, 1);

        assertThatThrownBy(() -> GainLearner.learn(few)).hasMessageContaining("at least 100");
    }
}
