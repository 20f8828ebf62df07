package dev.ratiofixer.campaign.query;

import dev.ratiofixer.campaign.query.OrderTrail.EffectHours;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.campaign.query.OrderTrail.UpliftView;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final String NO_GAIN = "no gain was measured: it may have brought none, or some did not come";
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

    /**
     * Orders that were measured in one.
     *
     * @param orders those that are known, in the order in which they were given
     * @param whole whether these are all that were measured together
     * @param cost what all of them cost, {@code null} where one is not known or two currencies were spent
     * @param likes what came of them, {@code null} where {@code noLikes} says why nobody can tell; likewise of comments
     * @param hours when it was looked for, {@code null} for orders of earlier releases
     */
    public record EffectGroup(
            List<OrderTrail> orders,
            boolean whole,
            @Nullable Money cost,
            @Nullable Measured likes,
            @Nullable Measured comments,
            @Nullable EffectHours hours) {
        public @Nullable String noLikes() {
            return hours == null ? null : hours.noLikes();
        }

        public @Nullable String noComments() {
            return hours == null ? null : hours.noComments();
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
        OrderView first = group.getFirst().order();
        Money spent = Money.zero(first.cost().currency());
        int measured = 0;
        double sum = 0;
        double variance = 0;
        List<Measured> known = new ArrayList<>();
        for (EffectGroup each : groups(group.reversed())) {
            Measured told = each.likes();
            Money cost = each.cost();
            // What others brought, too, is not the group's.
            if (told != null && cost != null) {
                known.add(told);
                sum += told.estimate();
                double deviation = (told.high() - told.low()) / (2 * NINE_OF_TEN);
                variance += deviation * deviation;
                measured += each.orders().size();
                spent = spent.plus(cost);
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
                perGain(spent, likes),
                why(spent, likes));
    }

    /**
     * Puts orders together that worked in the same hours: they have one effect, which counts once.
     *
     * @param orders oldest first; what was not measured is left out
     */
    public static List<EffectGroup> groups(List<OrderTrail> orders) {
        List<Set<String>> sets = new ArrayList<>();
        for (OrderTrail trail : orders) {
            UpliftView uplift = trail.uplift();
            if (uplift != null) {
                Set<String> ids = together(trail, uplift);
                // One order may bridge groups that were apart till then.
                List<Set<String>> joined = sets.stream()
                        .filter(other -> !Collections.disjoint(other, ids))
                        .toList();
                joined.forEach(ids::addAll);
                sets.removeAll(joined);
                sets.add(ids);
            }
        }
        return sets.stream().map(ids -> group(ids, orders)).toList();
    }

    private static EffectGroup group(Set<String> ids, List<OrderTrail> orders) {
        List<OrderTrail> members = orders.stream()
                .filter(trail -> ids.contains(trail.order().orderId()))
                .toList();
        boolean whole = members.size() == ids.size();
        // The latest one has seen all of their hours.
        List<UpliftView> measured = members.reversed().stream()
                .map(OrderTrail::uplift)
                .filter(Objects::nonNull)
                .toList();
        UpliftView shown = measured.stream()
                .filter(uplift -> uplift.likes() != null)
                .findFirst()
                .orElse(measured.getFirst());
        Measured comments = measured.stream()
                .map(UpliftView::comments)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new EffectGroup(members, whole, whole ? sum(members) : null, shown.likes(), comments, shown.window());
    }

    private static @Nullable Money sum(List<OrderTrail> orders) {
        Money sum = Money.zero(orders.getFirst().order().cost().currency());
        for (OrderTrail trail : orders) {
            Money cost = trail.order().cost();
            if (cost.currency().equals(sum.currency())) {
                sum = sum.plus(cost);
            } else if (cost.isPositive() && sum.isPositive()) {
                return null;
            } else {
                sum = cost.isPositive() ? cost : sum;
            }
        }
        return sum;
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

    /**
     * What one more cost. The bounds are those of the effect turned over: the most that it brought is the least that
     * one cost. {@code null} where there is no cost or surely no gain.
     */
    public static @Nullable CostInterval perGain(@Nullable Money cost, @Nullable Measured effect) {
        if (cost == null || effect == null || !cost.isPositive() || effect.high() <= 0) {
            return null;
        }
        double amount = cost.micros() / 1e6;
        return new CostInterval(
                effect.estimate() > 0 ? amount / effect.estimate() : null,
                amount / effect.high(),
                effect.low() > 0 ? amount / effect.low() : null);
    }

    private static @Nullable String why(Money spent, @Nullable Measured likes) {
        if (likes == null) {
            return NOT_MEASURED;
        }
        if (!spent.isPositive()) {
            return FREE;
        }
        if (likes.high() <= 0) {
            return NO_GAIN;
        }
        return likes.low() > 0 ? null : MAYBE_NONE;
    }
}
