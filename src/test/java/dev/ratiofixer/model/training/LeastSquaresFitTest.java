package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.LeastSquares;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeastSquaresFitTest {
    private static final List<Reading> SOME = EngagementData.shipped().subList(0, 10_000);

    @Test
    void solves_a_system_that_needs_pivots() {
        double[][] rows = {{0, 2, 1, 7}, {1, 1, 1, 6}, {2, 0, -1, -1}};

        assertThat(NormalEquations.solve(rows)).containsExactly(new double[] {1, 2, 3}, within(1e-12));
    }

    @Test
    void grows_with_the_views_and_leaves_the_levels_shares_below() {
        LeastSquares likes = LeastSquaresFit.of(Samples.of(SOME)).getFirst();

        assertThat(likes.weights().get(LeastSquares.WIDTH - 2)).isPositive();
        assertThat(likes.residuals()).isSorted();
        assertThat(shareBelow(likes, 0)).isCloseTo(0.10, within(0.01));
        assertThat(shareBelow(likes, 2)).isCloseTo(0.50, within(0.01));
        assertThat(shareBelow(likes, 4)).isCloseTo(0.90, within(0.01));
    }

    private static double shareBelow(LeastSquares fitted, int level) {
        float[] inputs = new float[FeatureEncoder.WIDTH];
        FeatureEncoder encoder = new FeatureEncoder();
        List<Reading> known = SOME.stream().filter(r -> r.likes() != null).toList();
        long below = known.stream()
                .filter(reading -> {
                    encoder.encode(reading.features(), inputs, 0);
                    double logViews = Math.log1p((double) reading.features().views());
                    double quantile = fitted.predict(inputs, 0, logViews)
                            + fitted.residuals().get(level);
                    return reading.logCount(0) < quantile;
                })
                .count();
        return (double) below / known.size();
    }
}
