package dev.ratiofixer.model.training;

import dev.ratiofixer.model.EngagementModel;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.stats.Quantiles;
import java.util.ArrayList;
import java.util.List;

/** An {@link EngagementModel}, measured. */
record ModelPredictor(String name, EngagementModel model) implements BaselinePredictor {
    private static final int ROWS_AT_ONCE = 256;

    @Override
    public double[][] logQuantiles(List<EngagementRow> readings, int target) {
        return expect(model, readings).stream()
                .map(expectation -> logs(target == 0 ? expectation.likes() : expectation.comments()))
                .toArray(double[][]::new);
    }

    /** Asks for all readings, some at a time. */
    static List<Expectation> expect(EngagementModel model, List<EngagementRow> readings) {
        List<Expectation> expectations = new ArrayList<>(readings.size());
        for (int from = 0; from < readings.size(); from += ROWS_AT_ONCE) {
            List<EngagementRow> some = readings.subList(from, Math.min(from + ROWS_AT_ONCE, readings.size()));
            expectations.addAll(
                    model.expect(some.stream().map(EngagementRow::features).toList()));
        }
        return expectations;
    }

    private static double[] logs(Quantiles counts) {
        return new double[] {
            log(counts.p10()), log(counts.p25()), log(counts.p50()), log(counts.p75()), log(counts.p90())
        };
    }

    private static double log(double count) {
        return Math.log10(count + 1);
    }
}
