package dev.ratiofixer.campaign.query;

import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects orders across campaigns; {@code null} for all.
 *
 * @param statuses empty for all
 */
public record OrderFilter(
        Set<OrderStatus> statuses,
        @Nullable String campaignId,
        @Nullable String serviceId,
        @Nullable OrderType type,
        @Nullable String client) {
    public OrderFilter {
        statuses = Set.copyOf(statuses);
    }

    /** Whosever they are. */
    public OrderFilter(
            Set<OrderStatus> statuses,
            @Nullable String campaignId,
            @Nullable String serviceId,
            @Nullable OrderType type) {
        this(statuses, campaignId, serviceId, type, null);
    }

    /** All orders of a campaign. */
    public static OrderFilter ofCampaign(String campaignId) {
        return new OrderFilter(Set.of(), campaignId, null, null);
    }
}
