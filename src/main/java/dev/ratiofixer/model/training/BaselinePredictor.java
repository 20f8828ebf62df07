package dev.ratiofixer.model.training;

import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import java.util.List;

/** Something that guesses quantiles of {@code log10(count + 1)}. */
interface BaselinePredictor {
    /** What the evaluation's table calls it. */
    String name();

    /** The five quantiles of one target (0 likes, 1 comments), one row a reading. */
    double[][] logQuantiles(List<EngagementRow> readings, int target);
}
