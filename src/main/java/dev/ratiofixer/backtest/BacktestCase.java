package dev.ratiofixer.backtest;

import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of a campaign and that a backtest looks at.
 *
 * @param promotion the campaign as it is now; its mode, limits and consent of then are in the looks
 * @param looks when the policy was or could have been asked, oldest first
 * @param hours of the ads report, in the order in which they were seen
 * @param orders that were really made, oldest first
 * @param ofOwner completed orders of the channel's other campaigns
 * @param otherComments the texts of comments that other campaigns ordered on the video
 * @param kept readings that the policy was asked with, those of before the first look too, oldest first
 * @param others what other campaigns' orders hold of the limits of each day
 */
public record BacktestCase(
        Promotion promotion,
        List<Look> looks,
        List<HourSeen> hours,
        List<Order> orders,
        List<Order> ofOwner,
        List<String> otherComments,
        List<CampaignReading> kept,
        List<DayHeld> others) {
    /**
     * A moment at which the policy was or could have been asked.
     *
     * @param known what it knew beside the counters, {@code null} where it was not asked
     */
    public record Look(
            Instant at, Evidence evidence, @Nullable KnownThen known) {}

    /** An hour of the ads report as it read at an instant; reports grow for hours. */
    public record HourSeen(Instant seenAt, AdsHour hour) {}

    /** What other campaigns' orders hold of a UTC day's limits, in micros. */
    public record DayHeld(LocalDate day, String serviceId, String currency, long micros) {}

    public BacktestCase {
        looks = List.copyOf(looks);
        hours = List.copyOf(hours);
        orders = List.copyOf(orders);
        ofOwner = List.copyOf(ofOwner);
        otherComments = List.copyOf(otherComments);
        kept = List.copyOf(kept);
        others = List.copyOf(others);
    }

    /** Reads cases from where campaigns are stored. Changes nothing. */
    public interface Source {
        /** Reads a campaign's case between two instants; empty for an unknown campaign. */
        Future<Optional<BacktestCase>> read(String campaignId, @Nullable Instant from, @Nullable Instant to);
    }
}
