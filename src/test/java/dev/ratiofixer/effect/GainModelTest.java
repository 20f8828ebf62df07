package dev.ratiofixer.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.effect.UpliftEstimator.GainWindow;
import java.io.IOException;
import java.util.List;
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

    @Test
    void theMixtureGoesFromOtherVideosToTheCampaignsOwnWindows() {
        GainModel model = GainModels.shipped().likes();
        double others = new ResidualMixture(model, List.of(), 1).quantile(0.95);
        List<Double> still = java.util.Collections.nCopies(200, 0.1);

        assertThat(others).isGreaterThan(1);
        assertThat(new ResidualMixture(model, still.subList(0, 5), 1).quantile(0.95))
                .isLessThan(others);
        assertThat(new ResidualMixture(model, still, 1).quantile(0.95)).isCloseTo(0.1, within(0.1));
    }
}
