package dev.ratiofixer.http.api;

import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidViews;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidWindow;
import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.EffectCosts;
import dev.ratiofixer.campaign.query.EffectCosts.Cost;
import dev.ratiofixer.campaign.query.EffectCosts.CostInterval;
import dev.ratiofixer.campaign.query.EffectCosts.Grouping;
import dev.ratiofixer.campaign.query.ListExports;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.EffectHours;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.campaign.query.OrderTrail.UpliftView;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.http.api.EngagedViewCosts.EngagedCost;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.smm.api.OrderStatus;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET costs}: what an extra like and an extra engaged view cost. */
final class CostOperation implements Operation {
    private static final int PAGE = 1_000;
    /** What is older than the newest so many completed orders says little of now. */
    private static final int MOST = 3_000;
    /** A file has all of them: so many orders are about 100 MB while it is made. */
    private static final int MOST_IN_FILE = 50_000;

    private final CampaignQueries queries;
    private final EngineClient engine;

    CostOperation(CampaignQueries queries, EngineClient engine) {
        this.queries = queries;
        this.engine = engine;
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
        static CostBody of(Cost cost, String by, EngagedCost engaged) {
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
                    engaged.cost(),
                    engaged.note());
        }
    }

    /** The contract's {@code EffectCosts}; {@code truncated} where older orders were left out. */
    record CostsBody(List<CostBody> items, boolean truncated) {}

    @Override
    public Future<OperationResult> answer(ApiCall call) {
        return more(filter(call), null, new ArrayList<>()).compose(found -> {
            List<OrderTrail> orders = found.subList(0, Math.min(MOST, found.size()));
            return costs(call, engine, orders)
                    .map(items -> OperationResult.ok(new CostsBody(items, found.size() > MOST)));
        });
    }

    /** The same of all completed orders, however many pages they would be. */
    static Future<List<CostBody>> all(ApiCall call, ListExports lists, EngineClient engine) {
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
                .compose(read -> costs(call, engine, found));
    }

    private static OrderFilter filter(ApiCall call) {
        return new OrderFilter(
                Set.of(OrderStatus.COMPLETED),
                call.text("campaign").orElse(null),
                null,
                null,
                call.caller().client());
    }

    private static Future<List<CostBody>> costs(ApiCall call, EngineClient engine, List<OrderTrail> orders) {
        String by = call.text("by").orElse("campaign");
        Grouping grouping = Grouping.valueOf(by.toUpperCase(Locale.ROOT));
        Map<String, List<OrderTrail>> groups =
                orders.stream().collect(Collectors.groupingBy(trail -> key(trail.order(), grouping)));
        return engaged(engine, orders)
                .map(engaged -> EffectCosts.of(orders, grouping).stream()
                        .map(cost -> CostBody.of(
                                cost,
                                by,
                                engaged.of(groups.getOrDefault(
                                        key(cost.id(), cost.spent().currency()), List.of()))))
                        .toList());
    }

    private static String key(OrderView order, Grouping by) {
        String id = switch (by) {
            case ORDER -> order.orderId();
            case CAMPAIGN -> order.campaignId();
            case SERVICE -> order.serviceId();
        };
        return key(id, order.cost().currency());
    }

    private static String key(String id, String currency) {
        return id + " " + currency;
    }

    /** What is not measured has the time from its order to its end. */
    private static Future<EngagedViewCosts> engaged(EngineClient engine, List<OrderTrail> orders) {
        List<PaidWindow> windows = new ArrayList<>();
        for (OrderTrail trail : orders) {
            OrderView order = trail.order();
            UpliftView uplift = trail.uplift();
            EffectHours hours = uplift == null ? null : uplift.window();
            Instant end = hours == null ? order.completedAt() : hours.to();
            if (order.orderType() == OrderType.AD_BUDGET && end != null) {
                windows.add(new PaidWindow(order.orderId(), hours == null ? order.orderedAt() : hours.from(), end));
            }
        }
        Future<PaidViews> read = Future.succeededFuture(PaidViews.NONE);
        for (int from = 0; from < windows.size(); from += PAGE) {
            List<PaidWindow> part = windows.subList(from, Math.min(windows.size(), from + PAGE));
            read = read.compose(before -> engine.paidViews(part).map(before::with));
        }
        return read.map(EngagedViewCosts::new).otherwise(new EngagedViewCosts(null));
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
