package dev.ratiofixer.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {
    private static final Quantiles LIKES = new Quantiles(99, 199, 399, 599, 999);

    @ParameterizedTest
    @CsvSource({
        "0.05, 99",
        "0.10, 99",
        "0.25, 199",
        "0.50, 399",
        "0.75, 599",
        "0.90, 999",
        "0.99, 999",
    })
    void areThemselvesAtTheirLevelsAndTheOutermostBeyond(double level, double count) {
        assertThat(LIKES.at(level)).isEqualTo(count);
    }

    /** A third of the way from 100 to 200, and two fifths from 400 to 600, in the logarithm of the count and one. */
    @ParameterizedTest
    @CsvSource({"0.15, 125.992", "0.60, 470.432"})
    void betweenLevelsTheLogarithmGoesStraight(double level, double countAndOne) {
        assertThat(LIKES.at(level) + 1).isCloseTo(countAndOne, within(0.001));
    }

    @Property
    void neverFallWhenTheLevelGrows(
            @ForAll @Size(5) List<@DoubleRange(min = 0, max = 1e9) Double> counts,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double one,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double other) {
        double[] sorted = counts.stream().mapToDouble(count -> count).sorted().toArray();
        Quantiles quantiles = new Quantiles(sorted[0], sorted[1], sorted[2], sorted[3], sorted[4]);
        double low = quantiles.at(Math.min(one, other));
        double high = quantiles.at(Math.max(one, other));
        assertThat(low).isLessThanOrEqualTo(high * (1 + 1e-12));
        assertThat(low).isBetween(sorted[0] * (1 - 1e-12), sorted[4] * (1 + 1e-12));
    }

    @Test
    void holdEightOfTen() {
        assertThat(LIKES.holds(98)).isFalse();
        assertThat(LIKES.holds(99)).isTrue();
        assertThat(LIKES.holds(999)).isTrue();
        assertThat(LIKES.holds(1000)).isFalse();
    }

    @Test
    void mayNotCross() {
        assertThatThrownBy(() -> new Quantiles(1, 2, 3, 2, 5)).hasMessageContaining("in order");
        assertThatThrownBy(() -> new Quantiles(-1, 2, 3, 4, 5)).hasMessageContaining("not negative");
        assertThatThrownBy(() -> new Quantiles(1, 2, 3, 4, Double.NaN)).hasMessageContaining("finite");
    }
}
