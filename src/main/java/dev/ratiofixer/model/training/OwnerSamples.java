package dev.ratiofixer.model.training;

import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import java.util.List;

/** What the engine itself has seen of one owner's channels: the port behind {@code train --from-database}. */
@FunctionalInterface
public interface OwnerSamples {
    /**
     * The readings of this owner's channels and of nobody else's, in any order, each with its release. Blocks.
     *
     * @throws DataException if they cannot be read, saying what to do
     */
    List<EngagementRow> of(String ownerId);
}
