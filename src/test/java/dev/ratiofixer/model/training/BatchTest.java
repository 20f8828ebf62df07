package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.Trainer.Batch;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class BatchTest {
    private static final int USUAL_VIEWS = FeatureEncoder.NAMES.indexOf("usual_views");
    private static final List<EngagementRow> ROWS = ShippedRows.all().stream()
            .filter(reading -> reading.likes() != null
                    && reading.likes() > 2_000
                    && reading.features().channel().usual() != null)
            .limit(200)
            .toList();

    private static Batch batch(Samples samples, TrainingPlan.Scaling scaling) {
        TrainingPlan plan = new TrainingPlan(
                1,
                List.of(8),
                1,
                ROWS.size(),
                1e-3,
                new TrainingPlan.Blur(0, 0, 0),
                scaling,
                new TrainingPlan.FeatureDropout(0, 0, 0, 0),
                0.9);
        int[] order = IntStream.range(0, ROWS.size()).toArray();
        return new Batch(samples, order, 0, ROWS.size(), plan, new SplittableRandom(3));
    }

    @Test
    void a_row_of_more_or_fewer_viewers_has_the_same_likes_for_each_view_and_the_same_views_for_the_usual_ones() {
        NativeBackend.load();
        Samples samples = Samples.of(ROWS);
        Batch before = batch(samples, TrainingPlan.Scaling.NONE);
        Batch after = batch(samples, new TrainingPlan.Scaling(1, 0.5));

        try (INDArray told = before.targets();
                INDArray scaled = after.targets();
                INDArray usual = before.inputs();
                INDArray scaledUsual = after.inputs()) {
            double moved = 0;
            for (int i = 0; i < ROWS.size(); i++) {
                double by = scaled.getDouble(i, Target.LOG_VIEWS) - told.getDouble(i, Target.LOG_VIEWS);
                double likes = (scaled.getDouble(i, 0) - told.getDouble(i, 0)) * Math.log(10);
                double views = (scaledUsual.getDouble(i, USUAL_VIEWS) - usual.getDouble(i, USUAL_VIEWS))
                        * FeatureEncoder.VIEWS_SCALE;
                assertThat(views).isCloseTo(by, within(1e-4));
                assertThat(likes).isCloseTo(by, within(0.15));
                if (scaled.getDouble(i, Target.WEIGHT + 1) > 0 && scaled.getDouble(i, 1) > 3) {
                    double comments = (scaled.getDouble(i, 1) - told.getDouble(i, 1)) * Math.log(10);
                    assertThat(comments).isCloseTo(by, within(0.15));
                }
                moved += Math.abs(by) / ROWS.size();
            }
            assertThat(moved).isBetween(0.3, 0.5);
        }
    }
}
