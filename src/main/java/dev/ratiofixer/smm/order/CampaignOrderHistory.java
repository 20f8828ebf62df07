package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.video.CountingRegime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the ledger knows of a campaign.
 *
 * @param orders newest first; at least every open one
 * @param readings oldest first
 * @param videoComments how many comments were ever ordered on its video and not given up, by any campaign
 * @param usedTexts the texts of those
 * @param ofOwner completed orders of other campaigns on its channel, newest first
 * @param publishedAt when its video was published, {@code null} when unknown
 */
public record CampaignOrderHistory(
        List<Order> orders,
        List<CampaignReading> readings,
        CampaignTotals totals,
        int videoComments,
        Set<String> usedTexts,
        @Nullable Instant publishedAt,
        List<Order> ofOwner) {
    /** Where nobody asks for the video's age. */
    public CampaignOrderHistory(
            List<Order> orders,
            List<CampaignReading> readings,
            CampaignTotals totals,
            int videoComments,
            Set<String> usedTexts) {
        this(orders, readings, totals, videoComments, usedTexts, null, List.of());
    }

    /**
     * Where a campaign stood at an instant: the points from which its increments are taken.
     *
     * @param likes {@code null} when hidden
     * @param targetLikes the expectation at the target quantile, {@code null} when there is none
     */
    public record CampaignReading(
            Instant at,
            long views,
            @Nullable Long likes,
            @Nullable Long comments,
            @Nullable Double targetLikes,
            @Nullable Double targetComments,
            CountingRegime regime) {
        /** The same with views of another unit. */
        public CampaignReading of(long other) {
            return new CampaignReading(at, other, likes, comments, targetLikes, targetComments, regime);
        }
    }

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
}
