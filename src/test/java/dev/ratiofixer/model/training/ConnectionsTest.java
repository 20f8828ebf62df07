package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.video.Category;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final NetworkModel MODEL = new NetworkModel(ModelFile.shipped());

    /** The units that make the quantiles do not see the description, so what is left of it makes no difference. */
    @Test
    void without_a_whole_description_the_answer_is_that_of_none() {
        ShippedRows.all().stream()
                .map(EngagementRow::features)
                .filter(Features::described)
                .limit(500)
                .forEach(row -> {
                    Expectation neither = expect(row, 0, Category.OTHER);

                    assertThat(expect(row, 0, row.category())).isEqualTo(neither);
                    assertThat(expect(row, row.durationSeconds(), Category.OTHER))
                            .isEqualTo(neither);
                });
    }

    private static Expectation expect(Features row, long duration, Category category) {
        return MODEL.expect(List.of(new Features(
                        row.views(),
                        row.ageDays(),
                        duration,
                        row.form(),
                        row.regime(),
                        category,
                        row.channel(),
                        row.publishedAt())))
                .getFirst();
    }

    @Test
    void every_part_of_the_description_is_an_input() {
        assertThat(FeatureEncoder.NAMES).containsAll(FeatureEncoder.OF_DESCRIPTION);
    }
}
