package dev.ratiofixer.campaign.query;

import dev.ratiofixer.campaign.query.OrderTrail.EffectHours;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.campaign.query.OrderTrail.UpliftView;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what an extra like cost: of each order, of a campaign's orders, or of a service's. Pure.
 *
 * <p>Orders that worked in the same hours were measured together: what they cost together is set against what they
 * brought together. The errors of different measurements are taken as independent, so that their variances add. What
 * cannot be measured counts neither as a cost nor as a like.
 */
public final class EffectCosts {
    private static final double NINE_OF_TEN = 1.645;
    private static final String NOT_MEASURED = "none of these orders was measured by itself";
    private static final String MAYBE_NONE =
            "it may be that they brought none at all: the interval of the likes reaches zero";
    private static final String FREE = "they cost nothing";

    /** What is put together. */
    public enum Grouping {
        ORDER,
        CAMPAIGN,
        SERVICE
    }

    /**
     * What orders cost and brought.
     *
     * @param id of the order, the campaign or the service
     * @param name for people
     * @param orders how many are completed
     * @param measured of how many it is known what they brought
     * @param spent of those that are measured
     * @param extraLikes what they brought, {@code null} where none is measured
     * @param costPerLike {@code null} where it cannot be told, with an open {@code high} where it may be anything
     * @param why why the cost, or its upper end, cannot be told; {@code null} where it can
     */
    public record Cost(
            String id,
            String name,
            int orders,
            int measured,
            Money spent,
            @Nullable Measured extraLikes,
            @Nullable CostInterval costPerLike,
            @Nullable String why) {}

    /**
     * An amount for each like, and the interval that holds it in nine cases of ten; {@code high} is null without end.
     */
    public record CostInterval(
            @Nullable Double estimate, double low, @Nullable Double high) {}

    /** Orders that were measured in one. */
    private static final class Measurement {
        private final List<OrderTrail> orders = new ArrayList<>();
        private final Set<String> ids = new HashSet<>();
        private @Nullable Measured likes;

        void add(OrderTrail order, UpliftView uplift) {
            orders.add(order);
            ids.addAll(together(order, uplift));
            Measured told = uplift.likes();
            // The later one has seen all of their hours.
            if (told != null) {
                likes = told;
            }
        }
    }

    private EffectCosts() {}

    /**
     * Sets costs against likes.
     *
     * @param completed completed orders, newest first
     */
    public static List<Cost> of(List<OrderTrail> completed, Grouping by) {
        Map<String, List<OrderTrail>> groups = new LinkedHashMap<>();
        for (OrderTrail trail : completed) {
            groups.computeIfAbsent(key(trail, by), first -> new ArrayList<>()).add(trail);
        }
        return groups.values().stream()
                .map(group -> cost(group, by))
                .sorted(Comparator.comparingLong((Cost cost) -> -cost.spent().micros())
                        .thenComparing(Cost::id))
                .toList();
    }

    private static String key(OrderTrail trail, Grouping by) {
        OrderView order = trail.order();
        String currency = " " + order.cost().currency();
        return switch (by) {
            case ORDER -> order.orderId();
            case CAMPAIGN -> order.campaignId() + currency;
            case SERVICE -> order.serviceId() + currency;
        };
    }

    private static Cost cost(List<OrderTrail> group, Grouping by) {
        List<Measurement> measurements = measurements(group);
        OrderView first = group.getFirst().order();
        Money spent = Money.zero(first.cost().currency());
        int measured = 0;
        double sum = 0;
        double variance = 0;
        List<Measured> known = new ArrayList<>();
        for (Measurement each : measurements) {
            Measured told = each.likes;
            if (told != null) {
                known.add(told);
                sum += told.estimate();
                double deviation = (told.high() - told.low()) / (2 * NINE_OF_TEN);
                variance += deviation * deviation;
                measured += each.orders.size();
                for (OrderTrail order : each.orders) {
                    spent = spent.plus(order.order().cost());
                }
            }
        }
        double reach = NINE_OF_TEN * Math.sqrt(variance);
        // One measurement keeps its own interval, which need not lie evenly around its estimate.
        Measured likes = known.size() == 1
                ? known.getFirst()
                : known.isEmpty() ? null : new Measured(sum, sum - reach, sum + reach);
        return new Cost(
                id(first, by),
                name(group.getFirst(), by),
                group.size(),
                measured,
                spent,
                likes,
                perLike(spent, likes),
                why(spent, likes));
    }

    /** Those of the group's orders alone: what others brought, too, is not the group's. */
    private static List<Measurement> measurements(List<OrderTrail> group) {
        List<Measurement> found = new ArrayList<>();
        Set<String> own = new HashSet<>();
        for (OrderTrail trail : group.reversed()) {
            own.add(trail.order().orderId());
            UpliftView uplift = trail.uplift();
            if (uplift != null) {
                Set<String> ids = together(trail, uplift);
                Measurement of = found.stream()
                        .filter(each -> each.ids.stream().anyMatch(ids::contains))
                        .findFirst()
                        .orElseGet(Measurement::new);
                if (of.orders.isEmpty()) {
                    found.add(of);
                }
                of.add(trail, uplift);
            }
        }
        return found.stream().filter(each -> own.containsAll(each.ids)).toList();
    }

    private static Set<String> together(OrderTrail trail, UpliftView uplift) {
        Set<String> all = new HashSet<>();
        all.add(trail.order().orderId());
        EffectHours window = uplift.window();
        if (window != null) {
            all.addAll(window.together());
        }
        return all;
    }

    private static String id(OrderView order, Grouping by) {
        return switch (by) {
            case ORDER -> order.orderId();
            case CAMPAIGN -> order.campaignId();
            case SERVICE -> order.serviceId();
        };
    }

    private static String name(OrderTrail trail, Grouping by) {
        OrderTrail.Basis basis = trail.basis();
        String campaign =
                basis == null || basis.campaignName() == null ? trail.order().campaignId() : basis.campaignName();
        return switch (by) {
            case ORDER -> trail.order().summary();
            case CAMPAIGN -> campaign;
            case SERVICE -> trail.order().serviceId();
        };
    }

    private static @Nullable CostInterval perLike(Money spent, @Nullable Measured likes) {
        if (likes == null || !spent.isPositive() || likes.high() <= 0) {
            return null;
        }
        double amount = spent.micros() / 1e6;
        return new CostInterval(
                likes.estimate() > 0 ? amount / likes.estimate() : null,
                amount / likes.high(),
                likes.low() > 0 ? amount / likes.low() : null);
    }

    private static @Nullable String why(Money spent, @Nullable Measured likes) {
        if (likes == null) {
            return NOT_MEASURED;
        }
        if (!spent.isPositive()) {
            return FREE;
        }
        return likes.low() > 0 ? null : MAYBE_NONE;
    }
}
