package dev.ratiofixer.http.report;

import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.EffectHours;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.campaign.query.OrderTrail.UpliftView;
import dev.ratiofixer.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Groups orders by what was measured of them: those that worked in the same hours have one effect together, which
 * counts once, and their costs add up. Pure.
 */
final class MeasuredEffects {
    private MeasuredEffects() {}

    /**
     * Orders with one effect.
     *
     * @param cost of all of them, {@code null} where an order of the group is not known or currencies differ
     * @param likes what came of them, {@code null} where {@code noLikes} says why nobody can tell
     */
    record EffectGroup(
            List<OrderTrail> orders,
            Instant from,
            Instant to,
            @Nullable Money cost,
            @Nullable Measured likes,
            @Nullable Measured comments,
            @Nullable String noLikes,
            @Nullable String noComments) {}

    /** What one more like or comment cost. Amounts are of the group's currency, in micros. */
    sealed interface CostPerGain {
        /** The interval of the effect is above zero, so that the cost has both bounds. */
        record Known(Money estimate, Money low, Money high) implements CostPerGain {}

        /** It may have brought nothing; it cost at least so much. */
        record AtLeast(Money low) implements CostPerGain {}

        /** It brought nothing that could be measured. */
        record NoGain() implements CostPerGain {}
    }

    /** Groups with a measurement or a reason why there is none, in the order of their orders. */
    static List<EffectGroup> of(List<OrderTrail> orders) {
        Map<String, OrderTrail> byId = new HashMap<>();
        orders.forEach(trail -> byId.put(trail.order().orderId(), trail));
        Set<Set<String>> seen = new HashSet<>();
        List<EffectGroup> groups = new ArrayList<>();
        for (OrderTrail trail : orders) {
            UpliftView uplift = trail.uplift();
            EffectHours hours = uplift == null ? null : uplift.window();
            if (uplift != null && hours != null) {
                Set<String> ids = new TreeSet<>(hours.together());
                ids.add(trail.order().orderId());
                if (seen.add(ids)) {
                    groups.add(group(ids, byId, uplift, hours));
                }
            }
        }
        return groups;
    }

    private static EffectGroup group(
            Set<String> ids, Map<String, OrderTrail> byId, UpliftView uplift, EffectHours hours) {
        List<OrderTrail> members =
                ids.stream().filter(byId::containsKey).map(byId::get).toList();
        return new EffectGroup(
                members,
                hours.from(),
                hours.to(),
                members.size() == ids.size() ? cost(members) : null,
                uplift.likes(),
                uplift.comments(),
                hours.noLikes(),
                hours.noComments());
    }

    private static @Nullable Money cost(List<OrderTrail> orders) {
        Money sum = Money.zero(orders.getFirst().order().cost().currency());
        for (OrderTrail trail : orders) {
            Money cost = trail.order().cost();
            if (!cost.currency().equals(sum.currency())) {
                if (cost.isPositive() && sum.isPositive()) {
                    return null;
                }
                sum = cost.isPositive() ? cost : sum;
            } else {
                sum = sum.plus(cost);
            }
        }
        return sum;
    }

    /**
     * What one more cost. The bounds are those of the effect turned over: the most that it brought is the least that
     * one cost. Empty where there is no cost or no measurement.
     */
    static Optional<CostPerGain> costOf(@Nullable Money cost, @Nullable Measured effect) {
        if (cost == null || effect == null || !cost.isPositive()) {
            return Optional.empty();
        }
        if (effect.high() <= 0 || effect.estimate() <= 0) {
            return Optional.of(new CostPerGain.NoGain());
        }
        Money least = share(cost, effect.high());
        return Optional.of(
                effect.low() > 0
                        ? new CostPerGain.Known(share(cost, effect.estimate()), least, share(cost, effect.low()))
                        : new CostPerGain.AtLeast(least));
    }

    private static Money share(Money cost, double parts) {
        return new Money(Math.round(cost.micros() / parts), cost.currency());
    }
}
