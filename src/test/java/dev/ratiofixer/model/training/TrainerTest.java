package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final List<EngagementRow> FEW = ShippedRows.all().subList(0, 4_000);
    private static final TrainingPlan SHORT = plan(7);

    private final StringWriter shown = new StringWriter();

    @Test
    void the_same_seed_makes_the_same_model_and_another_seed_another() {
        String first = build(SHORT).manifest().checksum();

        assertThat(build(SHORT).manifest().checksum()).isEqualTo(first);
        assertThat(build(plan(8)).manifest().checksum()).isNotEqualTo(first);
    }

    @Test
    void even_a_short_training_beats_a_fixed_ratio_and_shows_its_progress() {
        try (NetworkModel model = new NetworkModel(build(SHORT))) {
            double trained = score(new ModelPredictor("network", model));

            assertThat(trained).isLessThan(0.5 * score(FixedRatio.BY_HAND));
        }
        assertThat(shown.toString()).contains("100 %").contains("loss 0.");
    }

    private double score(BaselinePredictor yardstick) {
        return Score.of(FEW, yardstick.logQuantiles(FEW, 0), 0, EvaluationSlice.ALL.includes())
                .pinball();
    }

    private ModelFile build(TrainingPlan plan) {
        ModelBuilder builder = new ModelBuilder(List.of(FEW), plan);
        return builder.build(new ProgressBar(new PrintWriter(shown), builder.steps()));
    }

    private static TrainingPlan plan(long seed) {
        return new TrainingPlan(
                seed,
                List.of(16),
                4,
                256,
                3e-3,
                new TrainingPlan.Blur(0.3, 0.1, 0.3),
                new TrainingPlan.Scaling(0.5, 0.7),
                new TrainingPlan.FeatureDropout(0.4, 0.4, 0.1, 0.2),
                0.9);
    }
}
