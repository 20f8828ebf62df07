package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.EffectCosts;
import dev.ratiofixer.campaign.query.EffectCosts.Cost;
import dev.ratiofixer.campaign.query.EffectCosts.CostInterval;
import dev.ratiofixer.campaign.query.EffectCosts.Grouping;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.smm.api.OrderStatus;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET costs}: what an extra like and an extra engaged view cost. */
final class CostOperation implements Operation {
    private static final int PAGE = 1_000;
    /** What is older than the newest so many completed orders says little of now. */
    private static final int MOST = 3_000;

    private static final String NO_ANALYTICS =
            "not known: the public counters do not tell engaged views, and the owner's analytics are not read";

    private final CampaignQueries queries;

    CostOperation(CampaignQueries queries) {
        this.queries = queries;
    }

    /** The contract's {@code EffectCost}. */
    record CostBody(
            String by,
            String id,
            String name,
            int orders,
            int measured,
            String spent,
            String currency,
            @Nullable Measured extraLikes,
            @Nullable CostInterval costPerLike,
            @Nullable String likesUnknown,
            @Nullable CostInterval costPerEngagedView,
            @Nullable String engagedViewsUnknown) {
        static CostBody of(Cost cost, String by) {
            return new CostBody(
                    by,
                    cost.id(),
                    cost.name(),
                    cost.orders(),
                    cost.measured(),
                    cost.spent().amount(),
                    cost.spent().currency(),
                    cost.extraLikes(),
                    cost.costPerLike(),
                    cost.why(),
                    null,
                    NO_ANALYTICS);
        }
    }

    /** The contract's {@code EffectCosts}; {@code truncated} where older orders were left out. */
    record CostsBody(List<CostBody> items, boolean truncated) {}

    @Override
    public Future<OperationResult> answer(ApiCall call) {
        String by = call.text("by").orElse("campaign");
        OrderFilter filter = new OrderFilter(
                Set.of(OrderStatus.COMPLETED),
                call.text("campaign").orElse(null),
                null,
                null,
                call.caller().client());
        return more(filter, null, new ArrayList<>()).map(found -> {
            List<OrderTrail> orders = found.subList(0, Math.min(MOST, found.size()));
            List<CostBody> items = EffectCosts.of(orders, Grouping.valueOf(by.toUpperCase(Locale.ROOT))).stream()
                    .map(cost -> CostBody.of(cost, by))
                    .toList();
            return OperationResult.ok(new CostsBody(items, found.size() > MOST));
        });
    }

    private Future<List<OrderTrail>> more(OrderFilter filter, @Nullable String after, List<OrderTrail> found) {
        return queries.orders(filter, new PageRequest(after, PAGE)).compose(page -> {
            found.addAll(page.items());
            return page.next() == null || found.size() > MOST
                    ? Future.succeededFuture(found)
                    : more(filter, page.next(), found);
        });
    }
}
