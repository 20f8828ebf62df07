package dev.ratiofixer.model.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.model.calibration.ChannelCalibration.CounterCalibration;
import dev.ratiofixer.model.calibration.ChannelCalibration.CounterCalibration.Residual;
import dev.ratiofixer.stats.Quantiles;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CounterCalibrationTest {
    private static final double NOISE = 0.3;
    private static final Quantiles EXPECTED = new Quantiles(680, 820, 1_000, 1_220, 1_470);

    /** Uploads whose likes are off by a factor, with a spread. */
    private static CounterCalibration of(int uploads, double factor, double spread, double factorVariance) {
        Random random = new Random(7);
        List<Residual> residuals = IntStream.range(0, uploads)
                .mapToObj(i ->
                        Residual.of(Math.round(1_000 * factor * Math.exp(spread * random.nextGaussian())), EXPECTED))
                .toList();
        return CounterCalibration.of(residuals, 0.4, factorVariance, NOISE);
    }

    @Test
    void shiftsByTheMedianResidualTheMoreUploadsTheNearer() {
        List<Double> shifts = Stream.of(1, 4, 20)
                .map(uploads -> of(uploads, 0.7, 0, 0.04).shift())
                .toList();

        assertThat(shifts).isSortedAccordingTo((one, other) -> Double.compare(other, one));
        assertThat(shifts.getLast()).isCloseTo(Math.log(0.7), within(0.06));
        assertThat(of(20, 0.7, 0, 0.04).apply(EXPECTED).p50()).isCloseTo(700, within(40.0));
    }

    @Test
    void trustsUploadsLessWhereTheFactorIsKnown() {
        assertThat(of(4, 0.7, 0, 0.01).shift()).isGreaterThan(of(4, 0.7, 0, 0.1).shift());
    }

    @Test
    void widensUntilTheRightShareIsInside() {
        CounterCalibration spread = of(20, 1, 0.7, 0.02);
        CounterCalibration usual = of(20, 1, 0.3, 0.02);

        assertThat(spread.variance()).isGreaterThan(usual.variance() + 0.1);
        assertThat(spread.inside()).isBetween(0.7, 0.95);
        assertThat(spread.apply(EXPECTED).p90()).isGreaterThan(1_700);
    }

    @Test
    void narrowsWhereTheBandIsTooWideForTheChannel() {
        CounterCalibration calm = of(20, 1, 0.1, 0.001);

        assertThat(calm.variance()).isNegative();
        Quantiles narrow = calm.apply(EXPECTED);
        assertThat(narrow.p90() / narrow.p10()).isLessThan(EXPECTED.p90() / EXPECTED.p10() * 0.9);
    }

    @Test
    void isAsUncertainAsTheFactorWithoutUploads() {
        CounterCalibration none = CounterCalibration.of(List.of(), 0.4, 0.09, NOISE);

        assertThat(none.shift()).isZero();
        assertThat(none.inside()).isNaN();
        assertThat(none.apply(EXPECTED).p50()).isCloseTo(1_000, within(1e-3));
        assertThat(none.apply(EXPECTED).p90()).isGreaterThan(1_600);
    }

    @Property(tries = 300)
    void keepsTheOrderOfQuantilesAndOfAnswers(
            @ForAll @IntRange(max = 20) int uploads,
            @ForAll @DoubleRange(min = 0.2, max = 3) double factor,
            @ForAll @DoubleRange(max = 1) double spread,
            @ForAll @DoubleRange(min = 1, max = 3) double more) {
        CounterCalibration calibration = of(uploads, factor, spread, 0.03);
        Quantiles fewer = new Quantiles(0, 0.3, 5, 9, 30);
        Quantiles grown = new Quantiles(0, 0.3 * more, 5 * more, 9 * more * more, 30 * more * more);

        Quantiles one = calibration.apply(fewer);
        Quantiles other = calibration.apply(grown);

        assertThat(one.p10()).isLessThanOrEqualTo(other.p10());
        assertThat(one.p25()).isLessThanOrEqualTo(other.p25());
        assertThat(one.p50()).isLessThanOrEqualTo(other.p50());
        assertThat(one.p75()).isLessThanOrEqualTo(other.p75());
        assertThat(one.p90()).isLessThanOrEqualTo(other.p90());
    }
}
