package dev.ratiofixer.http.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderStatus;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.CommentVisibility;
import dev.ratiofixer.video.Counters;
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
        @Nullable String problem,
        @Nullable CommentVisibility visibility) {
    /** The contract's {@code OrderTrail}. */
    record Trail(
            @JsonUnwrapped OrderBody order,
            @Nullable String campaignName,
            @Nullable String videoId,
            @Nullable String videoTitle,
            @Nullable String commentText,
            @Nullable EvidenceBody evidence,
            @Nullable Instant decideUntil,
            OrderTrail.@Nullable UpliftView uplift,
            List<OrderTrail.TrailStep> audit) {
        static Trail of(OrderTrail trail) {
            OrderTrail.Basis basis = trail.basis();
            return new Trail(
                    OrderBody.of(trail.order()),
                    basis == null ? null : basis.campaignName(),
                    basis == null ? null : basis.videoId(),
                    basis == null ? null : basis.videoTitle(),
                    basis == null ? null : basis.commentText(),
                    basis == null ? null : EvidenceBody.of(basis.evidence()),
                    basis == null ? null : basis.decideUntil(),
                    trail.uplift(),
                    trail.audit());
        }
    }

    /** The contract's {@code Evidence}: the reading that an order was decided on, against its band. */
    record EvidenceBody(
            Instant at,
            @JsonUnwrapped Counters counters,
            Expected expectation,
            StatusBody.ShortfallCounts shortfall,
            boolean inDomain,
            String modelVersion) {
        /** The quantiles, {@code null} where YouTube hides the counter. */
        record Expected(@Nullable Quantiles likes, @Nullable Quantiles comments) {}

        static EvidenceBody of(Evidence evidence) {
            return new EvidenceBody(
                    evidence.sample().at(),
                    evidence.sample().counters(),
                    new Expected(evidence.likes(), evidence.comments()),
                    new StatusBody.ShortfallCounts(evidence.shortfallLikes(), evidence.shortfallComments()),
                    evidence.inDomain(),
                    evidence.modelVersion());
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
                order.problem(),
                order.visibility());
    }
}
