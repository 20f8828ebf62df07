package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.EffectCosts;
import dev.ratiofixer.campaign.query.EffectCosts.Cost;
import dev.ratiofixer.campaign.query.EffectCosts.CostInterval;
import dev.ratiofixer.campaign.query.EffectCosts.Grouping;
import dev.ratiofixer.campaign.query.ListExports;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
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
    /** A file has all of them: so many orders are about 100 MB while it is made. */
    private static final int MOST_IN_FILE = 50_000;

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
        return more(filter(call), null, new ArrayList<>()).map(found -> {
            List<OrderTrail> orders = found.subList(0, Math.min(MOST, found.size()));
            return OperationResult.ok(new CostsBody(costs(call, orders), found.size() > MOST));
        });
    }

    /** The same of all completed orders, however many pages they would be. */
    static Future<List<CostBody>> all(ApiCall call, ListExports lists) {
        List<OrderTrail> found = new ArrayList<>();
        return lists.orders(filter(call), batch -> {
                    found.addAll(batch);
                    return found.size() <= MOST_IN_FILE
                            ? Future.succeededFuture()
                            : ProblemException.failed(
                                    ProblemType.NOT_ALLOWED_NOW,
                                    "there are more than %,d completed orders: ask for one campaign's, with campaign"
                                            .formatted(MOST_IN_FILE));
                })
                .map(read -> costs(call, found));
    }

    private static OrderFilter filter(ApiCall call) {
        return new OrderFilter(
                Set.of(OrderStatus.COMPLETED),
                call.text("campaign").orElse(null),
                null,
                null,
                call.caller().client());
    }

    private static List<CostBody> costs(ApiCall call, List<OrderTrail> newestFirst) {
        String by = call.text("by").orElse("campaign");
        return EffectCosts.of(newestFirst, Grouping.valueOf(by.toUpperCase(Locale.ROOT))).stream()
                .map(cost -> CostBody.of(cost, by))
                .toList();
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
