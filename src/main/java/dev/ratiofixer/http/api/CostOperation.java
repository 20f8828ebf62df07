package dev.ratiofixer.http.api;

import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidDay;
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
import dev.ratiofixer.http.api.CostOperation.EngagedViewCosts.EngagedCost;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET costs}: what an extra like and an extra engaged view cost. */
public final class CostOperation implements Operation {
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

    /**
     * Reads what engaged views of some orders cost; where analytics do not answer, what is returned says so. What is
     * not measured has the time from its order to its end.
     */
    public static Future<EngagedViewCosts> engaged(EngineClient engine, List<OrderTrail> orders) {
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

    /**
     * Says what an extra engaged view cost, by the owner's analytics. Pure.
     *
     * <p>An order's money buys as many engaged views as the ads of its campaign did in its days: those of source
     * {@code ADVERTISING} over all that the ads cost. The error is told by how the days differ, and is at least that of
     * the counts. Days of different campaigns are taken as independent. Of comments and tasks YouTube does not tell the
     * views.
     */
    public static final class EngagedViewCosts {
        private static final double NINE_OF_TEN = 1.645;
        private static final double MICROS = 1e6;
        /** By so much the count of a day that YouTube still restates may be off, as a standard deviation. */
        private static final double RESTATED = 0.05;

        private static final String NOT_CONNECTED = "not known: the owner's analytics are not connected";
        private static final String NOT_READ = "not known: the owner's analytics cannot be read now";
        private static final String ONLY_ADS = "not known: YouTube tells only the views by ads from others";
        private static final String FREE = "they cost nothing";
        private static final String NOT_COUNTED = "not known yet: YouTube counts days about three days later";
        private static final String NONE = "no view by ads was counted";
        private static final String PROVISIONAL = "provisional: YouTube still restates some of the days";
        private static final String MAYBE_NONE = "it may be that they brought none at all";

        /**
         * What an engaged view cost.
         *
         * @param cost {@code null} where it is not known
         * @param note why it is not, or how far it is; {@code null} where there is nothing to say
         */
        public record EngagedCost(
                @Nullable CostInterval cost, @Nullable String note) {
            private static EngagedCost unknown(String why) {
                return new EngagedCost(null, why);
            }
        }

        /** What a campaign's ads brought for their money on the days of its orders. */
        private static final class CampaignDays {
            private final Map<LocalDate, PaidDay> days = new TreeMap<>();
            private double micros;

            private double bought() {
                return days.values().stream().mapToDouble(PaidDay::costMicros).sum();
            }

            private double engaged() {
                return days.values().stream().mapToDouble(PaidDay::engagedViews).sum();
            }

            private boolean provisional() {
                return days.values().stream().anyMatch(PaidDay::provisional);
            }

            double estimate() {
                return micros * engaged() / bought();
            }

            double variance() {
                double rate = engaged() / bought();
                double counts = Math.max(0, engaged());
                double restated = 0;
                double between = 0;
                for (PaidDay day : days.values()) {
                    double off = day.engagedViews() - rate * day.costMicros();
                    between += off * off;
                    restated += day.provisional() ? RESTATED * Math.abs(day.engagedViews()) : 0;
                }
                int n = days.size();
                double sum = Math.max(counts, n < 2 ? 0 : between * n / (n - 1)) + restated * restated;
                return sum * micros * micros / (bought() * bought());
            }
        }

        private final @Nullable PaidViews told;
        private final Map<String, List<PaidDay>> days = new HashMap<>();

        /** @param told {@code null} where nobody answered */
        public EngagedViewCosts(@Nullable PaidViews told) {
            this.told = told;
            if (told != null) {
                told.days()
                        .forEach(day -> days.computeIfAbsent(day.orderId(), first -> new ArrayList<>())
                                .add(day));
            }
        }

        /** Returns what an engaged view of some orders cost; all are of one currency. */
        public EngagedCost of(List<OrderTrail> orders) {
            List<OrderTrail> ads = orders.stream()
                    .filter(trail -> trail.order().orderType() == OrderType.AD_BUDGET)
                    .toList();
            if (ads.isEmpty()) {
                return EngagedCost.unknown(ONLY_ADS);
            }
            List<OrderTrail> paid = ads.stream()
                    .filter(trail -> trail.order().cost().isPositive())
                    .toList();
            if (paid.isEmpty()) {
                return EngagedCost.unknown(FREE);
            }
            PaidViews read = told;
            if (read == null) {
                return EngagedCost.unknown(NOT_READ);
            }
            Set<String> connected = new HashSet<>(read.connected());
            if (paid.stream()
                    .noneMatch(trail -> connected.contains(trail.order().orderId()))) {
                return EngagedCost.unknown(NOT_CONNECTED);
            }
            return known(campaigns(paid));
        }

        private List<CampaignDays> campaigns(List<OrderTrail> paid) {
            Map<String, CampaignDays> campaigns = new HashMap<>();
            for (OrderTrail trail : paid) {
                List<PaidDay> own = days.getOrDefault(trail.order().orderId(), List.of());
                if (own.stream().anyMatch(day -> day.costMicros() > 0)) {
                    CampaignDays of =
                            campaigns.computeIfAbsent(trail.order().campaignId(), first -> new CampaignDays());
                    own.stream().filter(day -> day.costMicros() > 0).forEach(day -> of.days.put(day.day(), day));
                    of.micros += trail.order().cost().micros();
                }
            }
            return List.copyOf(campaigns.values());
        }

        private static EngagedCost known(List<CampaignDays> campaigns) {
            if (campaigns.isEmpty()) {
                return EngagedCost.unknown(NOT_COUNTED);
            }
            double estimate =
                    campaigns.stream().mapToDouble(CampaignDays::estimate).sum();
            double reach = NINE_OF_TEN
                    * Math.sqrt(campaigns.stream()
                            .mapToDouble(CampaignDays::variance)
                            .sum());
            double amount = campaigns.stream().mapToDouble(of -> of.micros).sum() / MICROS;
            if (estimate <= 0) {
                return EngagedCost.unknown(NONE);
            }
            CostInterval cost = new CostInterval(
                    amount / estimate,
                    amount / (estimate + reach),
                    estimate > reach ? amount / (estimate - reach) : null);
            boolean provisional = campaigns.stream().anyMatch(CampaignDays::provisional);
            return new EngagedCost(cost, provisional ? PROVISIONAL : estimate > reach ? null : MAYBE_NONE);
        }
    }
}
