package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final double[] BAND = {1, 1.5, 2, 2.5, 3};

    private static EngagementRow reading(@Nullable Long likes) {
        Features features = new Features(
                1_000, 7, 60, VideoForm.VIDEO, CountingRegime.ORIGINAL, Category.MUSIC, ChannelHistory.UNKNOWN, null);
        return new EngagementRow(1, 1, features, likes, null);
    }

    private static Score score(List<EngagementRow> readings) {
        double[][] quantiles = readings.stream().map(reading -> BAND).toArray(double[][]::new);
        return Score.of(readings, quantiles, 0, EvaluationSlice.ALL.includes());
    }

    @Test
    void the_loss_is_the_mean_over_p10_p50_and_p90() {
        double atTheMedian = (0.10 * 1 + 0 + 0.10 * 1) / 3;
        double aboveAll = (0.10 * 3 + 0.50 * 2 + 0.90 * 1) / 3;

        assertThat(score(List.of(reading(99L))).pinball()).isCloseTo(atTheMedian, within(1e-12));
        assertThat(score(List.of(reading(9_999L))).pinball()).isCloseTo(aboveAll, within(1e-12));
    }

    @Test
    void coverage_counts_both_ends_of_the_band() {
        Score score = score(List.of(reading(0L), reading(9L), reading(99L), reading(999L), reading(99_999L)));

        assertThat(score.coverage()).isEqualTo(0.6);
        assertThat(score.below()).isEqualTo(0.2);
    }

    @Test
    void a_missing_count_is_not_compared() {
        assertThat(score(List.of(reading(99L), reading(null))).readings()).isEqualTo(1);
    }
}
