package dev.ratiofixer.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.effect.EffectEstimate.Estimated;
import dev.ratiofixer.effect.EffectEstimate.Unmeasurable;
import dev.ratiofixer.effect.EffectQuestion.WorkingHours;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UpliftEstimatorTest {
    private final UpliftEstimator estimator =
            new UpliftEstimator(GainModels.shipped().likes());

    /** Six-hourly readings of six weeks; the last window has an effect. */
    private static List<CountedReading> steady(double extra, double fromHours) {
        List<CountedReading> readings = new ArrayList<>();
        Random random = new Random(3);
        double likes = 4_000;
        for (int i = 0; i <= 168; i++) {
            double hours = 200 + 6 * i;
            readings.add(new CountedReading(hours, 100_000 + 500.0 * i, Math.round(likes)));
            likes += 20 + random.nextGaussian() + (hours >= fromHours ? extra : 0);
        }
        return readings;
    }

    private static double end() {
        return 200 + 6 * 168;
    }

    private Estimated measured(List<CountedReading> readings, EffectQuestion question) {
        EffectEstimate estimate = estimator.measure(readings, question);
        assertThat(estimate).isInstanceOf(Estimated.class);
        return (Estimated) estimate;
    }

    private String unmeasurable(List<CountedReading> readings, EffectQuestion question) {
        EffectEstimate estimate = estimator.measure(readings, question);
        assertThat(estimate).isInstanceOf(Unmeasurable.class);
        return ((Unmeasurable) estimate).why();
    }

    @Test
    void findsAnEffectAndSaysWhatWouldHaveBeen() {
        double from = end() - 72;
        Estimated effect = measured(steady(10, from), EffectQuestion.alone(from, end()));

        assertThat(effect.estimate()).isCloseTo(120, within(30.0));
        assertThat(effect.low()).isPositive();
        assertThat(effect.gained() - effect.expected()).isCloseTo(effect.estimate(), within(1e-9));
        assertThat(effect.quietWindows()).isGreaterThan(10);
    }

    @Test
    void aQuietCampaignsOwnWindowsMakeTheIntervalNarrower() {
        double from = end() - 72;
        List<CountedReading> all = steady(0, end());
        List<CountedReading> young = all.subList(all.size() - 30, all.size());
        EffectQuestion question = EffectQuestion.alone(from, end());

        Estimated known = measured(all, question);
        Estimated unknown = measured(young, question);

        assertThat(known.low()).isNegative();
        assertThat(known.high()).isPositive();
        assertThat(known.high() - known.low()).isLessThan(0.85 * (unknown.high() - unknown.low()));
    }

    @Test
    void viewsThatWerePaidForAreNoReasonToExpectMore() {
        double from = end() - 24;
        List<CountedReading> readings = new ArrayList<>(steady(0, end()));
        for (int i = 0; i < readings.size(); i++) {
            CountedReading each = readings.get(i);
            double bought = Math.max(0, each.hours() - from) * 40;
            readings.set(i, new CountedReading(each.hours(), each.views() + bought, each.count()));
        }

        Estimated told =
                measured(readings, new EffectQuestion(from, end(), 960, List.of(new WorkingHours(from, end()))));
        Estimated untold = measured(readings, EffectQuestion.alone(from, end()));

        assertThat(told.low()).isNegative();
        assertThat(told.high()).isPositive();
        assertThat(untold.estimate()).isLessThan(told.estimate());
    }

    @Test
    void saysWhyItCannotBeMeasured() {
        double from = end() - 72;
        List<CountedReading> readings = steady(0, end());
        EffectQuestion alone = EffectQuestion.alone(from, end());

        assertThat(unmeasurable(readings, EffectQuestion.alone(end() - 6, end())))
                .contains("half a day");
        assertThat(unmeasurable(readings, EffectQuestion.alone(end() - 400, end())))
                .contains("more than a week");
        assertThat(unmeasurable(readings.subList(0, 100), alone)).contains("too few readings");
        assertThat(unmeasurable(readings.subList(readings.size() - 13, readings.size()), alone))
                .contains("quiet time before");
        List<CountedReading> fell = new ArrayList<>(readings);
        fell.set(fell.size() - 1, new CountedReading(end(), readings.getLast().views(), 10));
        assertThat(unmeasurable(fell, alone)).contains("fell");
        List<CountedReading> corrected = new ArrayList<>(readings);
        corrected.set(
                corrected.size() - 1,
                new CountedReading(end(), 10, readings.getLast().count()));
        assertThat(unmeasurable(corrected, alone)).contains("views were taken back");
    }

    @Test
    void anotherOrderRightBeforeLeavesNoQuietTimeToCompareWith() {
        double from = end() - 72;
        EffectQuestion question = new EffectQuestion(
                from, end(), 0, List.of(new WorkingHours(from, end()), new WorkingHours(from - 200, from - 2)));

        assertThat(unmeasurable(steady(0, end()), question)).contains("quiet time before");
    }
}
