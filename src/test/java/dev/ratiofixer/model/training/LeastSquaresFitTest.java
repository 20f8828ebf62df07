package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.LeastSquares;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.ModelBuilder.LeastSquaresFit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeastSquaresFitTest {
    private static final List<EngagementRow> SOME = ShippedRows.all().subList(0, 10_000);

    @Test
    void grows_with_the_views_and_leaves_the_levels_shares_below() {
        LeastSquares likes = LeastSquaresFit.of(Samples.of(SOME)).getFirst();

        assertThat(likes.weights().get(LeastSquares.WIDTH - 2)).isPositive();
        assertThat(likes.residuals()).isSorted();
        assertThat(shareBelow(likes, 0)).isCloseTo(0.10, within(0.01));
        assertThat(shareBelow(likes, 2)).isCloseTo(0.50, within(0.01));
        assertThat(shareBelow(likes, 4)).isCloseTo(0.90, within(0.01));
    }

    /** It is also asked where nothing is known of what a channel's uploads usually are. */
    @Test
    void is_not_lost_where_nothing_usual_is_known() {
        LeastSquares likes = LeastSquaresFit.of(Samples.of(SOME)).getFirst();

        assertThat(meanError(likes, false)).isLessThan(0.2);
        assertThat(meanError(likes, true)).isLessThan(1.2 * meanError(likes, false));
    }

    private static double meanError(LeastSquares fitted, boolean withheld) {
        return known().stream()
                .mapToDouble(reading -> Math.abs(reading.logCount(0) - median(fitted, reading, withheld)))
                .average()
                .orElseThrow();
    }

    private static double shareBelow(LeastSquares fitted, int level) {
        double residual = fitted.residuals().get(level);
        return known().stream()
                .flatMap(reading -> Stream.of(
                        reading.logCount(0) - median(fitted, reading, false),
                        reading.logCount(0) - median(fitted, reading, true)))
                .mapToDouble(off -> off < residual ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static List<EngagementRow> known() {
        return SOME.stream().filter(reading -> reading.likes() != null).toList();
    }

    private static double median(LeastSquares fitted, EngagementRow reading, boolean withheld) {
        float[] inputs = new float[FeatureEncoder.WIDTH];
        new FeatureEncoder().encode(reading.features(), inputs, 0);
        if (withheld) {
            FeatureEncoder.withholdUsual(inputs, 0);
        }
        return fitted.predict(inputs, 0, Math.log1p((double) reading.features().views()));
    }
}
