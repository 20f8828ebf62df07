package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * All of a campaign's orders in sum.
 *
 * @param reserved what open orders hold and completed ones spent, {@code null} while nothing has cost
 * @param orderedLikes what all placed orders are forecast to bring
 * @param pendingLikes the part of it that is still to come
 * @param change the last change that is counted in: a later one has a larger number, whichever node makes it
 */
public record CampaignTotals(
        @Nullable Money reserved,
        @Nullable Money spent,
        long orderedLikes,
        long orderedComments,
        long pendingLikes,
        long pendingComments,
        long change) {}
