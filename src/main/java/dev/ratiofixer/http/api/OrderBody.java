package dev.ratiofixer.http.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.smm.api.OrderStatus;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's {@code Place}. */
public record OrderBody(
        String orderId,
        String campaignId,
        OrderType orderType,
        String serviceId,
        OrderStatus status,
        long quantity,
        String cost,
        String currency,
        long forecastLikes,
        long forecastComments,
        Instant orderedAt,
        @Nullable Instant completedAt,
        String summary,
        @Nullable String approvedBy,
        @Nullable String problem) {
    /** The contract's {@code OrderTrail}. */
    record Trail(
            @JsonUnwrapped OrderBody order, OrderTrail.@Nullable UpliftView uplift, List<OrderTrail.TrailStep> audit) {
        static Trail of(OrderTrail trail) {
            return new Trail(OrderBody.of(trail.order()), trail.uplift(), trail.audit());
        }
    }

    public static OrderBody of(OrderView order) {
        return new OrderBody(
                order.orderId(),
                order.campaignId(),
                order.orderType(),
                order.serviceId(),
                order.status(),
                order.quantity(),
                order.cost().amount(),
                order.cost().currency(),
                order.forecastLikes(),
                order.forecastComments(),
                order.orderedAt(),
                order.completedAt(),
                order.summary(),
                order.approvedBy(),
                order.problem());
    }
}
