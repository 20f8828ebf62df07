package dev.ratiofixer.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.effect.UpliftEstimator.GainWindow;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GainModelTest {
    @Test
    void theTransformIsReversedAlsoForFallingCounters() {
        for (double count : new double[] {-50, -1, 0, 1, 7, 1e6}) {
            assertThat(GainWindow.count(GainWindow.transform(count)))
                    .isCloseTo(count, within(1e-6 * (1 + Math.abs(count))));
        }
    }

    @Test
    void theShippedConstantsExpectAboutWhatAnOldVideosRateSays() {
        CountedReading before = new CountedReading(600, 100_000, 4_000);
        CountedReading start = new CountedReading(624, 102_000, 4_080);
        GainWindow window = new GainWindow(before, before, start, 24, 2_000);

        double expected =
                GainWindow.count(GainModels.shipped().likes().forecast(window).centre());

        assertThat(expected).isBetween(60.0, 100.0);
    }

    @Test
    void theShippedConstantsAreInOrderAndSurviveJson() throws IOException {
        GainModels shipped = GainModels.shipped();

        assertThat(shipped.likes().residuals()).isSorted();
        assertThat(shipped.comments().residuals()).isSorted();
        assertThat(GainModels.fromJson(shipped.toJson())).isEqualTo(shipped);
        assertThatThrownBy(() -> GainModels.fromJson("{}")).hasMessageContaining("effects --learn");
        assertThatThrownBy(() -> new GainModel(List.of(), List.of(), List.of()))
                .hasMessageContaining("learn them again");
    }

    private static double quantile(double level, List<Double> own, List<List<Double>> shorter) {
        return new ResidualMixture(GainModels.shipped().likes(), own, shorter, 0.5).quantile(level);
    }

    private static double width(List<Double> own, List<List<Double>> shorter) {
        return quantile(0.96, own, shorter) - quantile(0.04, own, shorter);
    }

    /** So many residuals that lie as far apart around a middle. */
    private static List<Double> around(double middle, double apart, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> middle + (i % 2 == 0 ? apart : -apart))
                .toList();
    }

    @Test
    void theMixtureGoesFromOtherVideosToTheCampaignsOwnWindows() {
        double others = quantile(0.95, List.of(), List.of());
        List<Double> still = Collections.nCopies(400, 0.1);

        assertThat(others).isGreaterThan(1);
        assertThat(quantile(0.95, still.subList(0, 10), List.of())).isLessThan(others);
        assertThat(quantile(0.95, still, List.of())).isCloseTo(0.1, within(0.1));
    }

    @Test
    void shorterWindowsOfACalmVideoMakeTheIntervalOfAFewLongOnesNarrower() {
        List<Double> one = List.of(0.3);
        double alone = width(one, List.of());

        assertThat(width(one, List.of(around(0, 0.1, 12), around(0.2, 0.1, 24))))
                .isLessThan(0.6 * alone);
        assertThat(width(one, List.of(around(0, 3, 12)))).isGreaterThan(1.3 * alone);
        // A single window has no distance from itself.
        assertThat(width(one, List.of(List.of(0.3)))).isEqualTo(alone);
    }

    @Test
    void anotherRateThatManyWindowsShowIsFollowedAndThatOfOneIsNot() {
        double others = quantile(0.5, List.of(), List.of());

        assertThat(quantile(0.5, around(-2, 0.3, 50), List.of())).isBetween(-2.3, -1.6);
        assertThat(quantile(0.5, List.of(-2.0), List.of())).isCloseTo(others, within(0.25));
    }
}
