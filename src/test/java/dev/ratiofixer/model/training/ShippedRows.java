package dev.ratiofixer.model.training;

import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import java.util.List;

/** The shipped data, read once for all tests: reading them takes seconds. */
public final class ShippedRows {
    private static final List<EngagementRow> ALL = EngagementData.shipped();

    private ShippedRows() {}

    public static List<EngagementRow> all() {
        return ALL;
    }
}
