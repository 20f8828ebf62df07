package dev.ratiofixer.model.training;

import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a channel usually has: its own rate times the views, as far from its p10 and p90 as another yardstick's are from
 * its median. A row without a rate gets the other's own answer.
 */
record ChannelRate(BaselinePredictor distances) implements BaselinePredictor {
    @Override
    public String name() {
        return "channel's rate";
    }

    @Override
    public double[][] logQuantiles(List<EngagementRow> readings, int target) {
        double[][] quantiles = distances.logQuantiles(readings, target);
        for (int i = 0; i < quantiles.length; i++) {
            Double rate = rate(readings.get(i), target);
            if (rate != null) {
                move(quantiles[i], Math.log10(rate * readings.get(i).features().views() + 1));
            }
        }
        return quantiles;
    }

    private static @Nullable Double rate(EngagementRow reading, int target) {
        return target == 0
                ? reading.features().channel().likeRate()
                : reading.features().channel().commentRate();
    }

    private static void move(double[] quantiles, double median) {
        double by = median - quantiles[quantiles.length / 2];
        for (int j = 0; j < quantiles.length; j++) {
            quantiles[j] = Math.max(0, quantiles[j] + by);
        }
    }
}
