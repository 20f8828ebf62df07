package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.model.QuantileHead.Correction;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CorrectionTest {
    private static double[] corrected(double shift, double below, double above, double... g) {
        double[] raw = new double[QuantileHead.WIDTH];
        raw[QuantileHead.OWN_WIDTH] = shift;
        raw[QuantileHead.OWN_WIDTH + 1] = below;
        raw[QuantileHead.OWN_WIDTH + 2] = above;
        double[] moved = g.clone();
        Correction.apply(raw, 0, 0, moved);
        return moved;
    }

    @Property
    void the_median_moves_by_less_than_half_and_the_band_widens_by_less_than_a_tenth(
            @ForAll @DoubleRange(min = -50, max = 50) double shift,
            @ForAll @DoubleRange(min = -0.9, max = 16) double median,
            @ForAll @DoubleRange(min = 0, max = 3) double below,
            @ForAll @DoubleRange(min = 0, max = 3) double above) {
        double[] moved = corrected(shift, -9, -9, median - below, median, median, median, median + above);

        assertThat(QuantileHead.count(moved[2]) + 1e-9)
                .isBetween((QuantileHead.count(median) + 1e-9) / 1.5, 1.5 * (QuantileHead.count(median) + 1e-9));
        assertThat(width(moved[0], moved[4])).isLessThanOrEqualTo(width(median - below, median + above) / 0.9 + 1e-9);
    }

    private static double width(double lower, double upper) {
        return Math.log1p(QuantileHead.count(upper)) - Math.log1p(QuantileHead.count(lower));
    }

    @Property
    void what_was_more_stays_more(
            @ForAll @DoubleRange(min = -50, max = 50) double shift,
            @ForAll @DoubleRange(min = -1, max = 20) double g,
            @ForAll @DoubleRange(min = 0, max = 1) double more) {
        double[] fewer = corrected(shift, 1, 1, g, g, g, g, g);
        double[] many = corrected(shift, 1, 1, g + more, g + more, g + more, g + more, g + more);

        for (int j = 0; j < fewer.length; j++) {
            assertThat(many[j]).isGreaterThanOrEqualTo(fewer[j]);
        }
    }

    @Test
    void draws_the_outer_quantiles_in_and_leaves_the_median() {
        double[] moved = corrected(0, 3, 3, 5, 5.5, 6, 6.5, 7);

        assertThat(moved[0]).isGreaterThan(5.2);
        assertThat(moved[2]).isEqualTo(6);
        assertThat(moved[4]).isLessThan(6.8);
    }

    @Test
    void its_way_back_is_the_slope_of_its_way_forth() {
        double[] raw = new double[QuantileHead.WIDTH];
        raw[QuantileHead.OWN_WIDTH] = 0.7;
        raw[QuantileHead.OWN_WIDTH + 1] = 1.5;
        raw[QuantileHead.OWN_WIDTH + 2] = 2.5;
        double[] g = {0.5, 1.2, 2, 3, 6};
        double[] weights = {1, -2, 3, -4, 5};
        double[] derivatives = weights.clone();
        double[] gradient = new double[raw.length];
        Correction.backward(raw, 0, 0, g, derivatives, gradient);

        for (int k = 0; k < Correction.STRIDE; k++) {
            int at = QuantileHead.OWN_WIDTH + k;
            raw[at] += 1e-6;
            double up = sum(raw, g, weights);
            raw[at] -= 2e-6;
            double down = sum(raw, g, weights);
            raw[at] += 1e-6;
            assertThat(gradient[at]).isCloseTo((up - down) / 2e-6, within(1e-6));
        }
        for (int j = 0; j < g.length; j++) {
            g[j] += 1e-6;
            double up = sum(raw, g, weights);
            g[j] -= 2e-6;
            double down = sum(raw, g, weights);
            g[j] += 1e-6;
            assertThat(derivatives[j]).isCloseTo((up - down) / 2e-6, within(1e-6));
        }
    }

    private static double sum(double[] raw, double[] g, double[] weights) {
        double[] moved = g.clone();
        Correction.apply(raw, 0, 0, moved);
        double[] total = {0};
        for (int j = 0; j < moved.length; j++) {
            total[0] += weights[j] * moved[j];
        }
        return DoubleStream.of(total).sum();
    }
}
