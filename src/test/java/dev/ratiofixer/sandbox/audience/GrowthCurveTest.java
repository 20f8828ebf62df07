package dev.ratiofixer.sandbox.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GrowthCurveTest {
    private static final double[] AGES = {7, 28, 84, 168};

    @Property
    void itPassesThroughItsReadings(@ForAll @Size(4) List<@LongRange(max = 10_000_000) Long> counts) {
        long[] readings = counts.stream().mapToLong(Long::longValue).toArray();
        GrowthCurve curve = new GrowthCurve(readings, 0.45);
        for (int i = 0; i < AGES.length; i++) {
            assertThat(curve.at(AGES[i])).isCloseTo((double) readings[i], within(1e-6 * (1 + readings[i])));
        }
    }

    @Property
    void betweenTwoReadingsItStaysBetweenThem(
            @ForAll @Size(4) List<@LongRange(max = 10_000_000) Long> counts,
            @ForAll @DoubleRange(min = 7, max = 168) double age) {
        long[] readings = counts.stream().mapToLong(Long::longValue).toArray();
        double at = new GrowthCurve(readings, 0.45).at(age);
        int next = age <= 28 ? 1 : age <= 84 ? 2 : 3;
        double tolerance = 1e-6 * (1 + Math.max(readings[next - 1], readings[next]));
        assertThat(at)
                .isBetween(
                        Math.min(readings[next - 1], readings[next]) - tolerance,
                        Math.max(readings[next - 1], readings[next]) + tolerance);
    }

    @Property
    void risingReadingsNeverGiveAFallingCurve(
            @ForAll @Size(4) List<@LongRange(max = 1_000_000) Long> counts,
            @ForAll @DoubleRange(min = 0, max = 800) double earlier,
            @ForAll @DoubleRange(min = 0, max = 800) double later) {
        long[] readings = counts.stream().mapToLong(Long::longValue).sorted().toArray();
        GrowthCurve curve = new GrowthCurve(readings, 0.45);
        double early = curve.at(Math.min(earlier, later));
        assertThat(curve.at(Math.max(earlier, later))).isGreaterThanOrEqualTo(early - 1e-6 * (1 + early));
    }

    @Test
    void itGoesOnGentlyAfterTheLastReading() {
        GrowthCurve curve = new GrowthCurve(new long[] {100, 1_000, 10_000, 100_000}, 0.45);
        assertThat(curve.at(336)).isCloseTo(100_001 * Math.pow(2, 0.3), within(2.0));
        GrowthCurve falling = new GrowthCurve(new long[] {100, 200, 300, 290}, 0.45);
        assertThat(falling.at(1_000)).isCloseTo(290, within(1e-6));
    }

    @Test
    void itBeginsAtNothing() {
        GrowthCurve curve = new GrowthCurve(new long[] {1_000, 2_000, 3_000, 4_000}, 0.5);
        assertThat(curve.at(0)).isZero();
        assertThat(curve.at(-1)).isZero();
        assertThat(curve.at(7.0 / 4)).isCloseTo(500, within(0.1));
    }
}
