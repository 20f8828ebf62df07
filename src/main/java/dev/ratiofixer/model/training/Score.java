package dev.ratiofixer.model.training;

import dev.ratiofixer.model.QuantileHead;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How well quantiles fit.
 *
 * @param readings how many were compared; those with a missing count are not
 * @param pinball mean pinball loss of p10, p50 and p90 in {@code log10(count + 1)}
 * @param coverage share of readings from p10 to p90
 * @param below share of readings below p10
 * @param bias median of what is above p50, negative where most are below it
 */
record Score(int readings, double pinball, double coverage, double below, double bias) {
    private static final int[] JUDGED = {0, 2, 4};

    /** Of the readings that {@code which} picks. */
    static Score of(List<EngagementRow> readings, double[][] quantiles, int target, Predicate<EngagementRow> which) {
        int n = 0;
        double loss = 0;
        int inside = 0;
        int under = 0;
        List<Double> above = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            double actual = readings.get(i).logCount(target);
            if (!Double.isNaN(actual) && which.test(readings.get(i))) {
                n++;
                loss += pinball(actual, quantiles[i]);
                inside += actual >= quantiles[i][0] && actual <= quantiles[i][4] ? 1 : 0;
                above.add(actual - quantiles[i][quantiles[i].length / 2]);
                under += actual < quantiles[i][0] ? 1 : 0;
            }
        }
        return new Score(n, loss / n, (double) inside / n, (double) under / n, median(above));
    }

    private static double median(List<Double> values) {
        values.sort(null);
        return values.isEmpty() ? Double.NaN : values.get(values.size() / 2);
    }

    private static double pinball(double actual, double[] quantiles) {
        double sum = 0;
        for (int j : JUDGED) {
            double error = actual - quantiles[j];
            double level = QuantileHead.LEVELS.get(j);
            sum += Math.max(level * error, (level - 1) * error);
        }
        return sum / JUDGED.length;
    }
}
