package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.campaign.query.EffectCosts;
import dev.ratiofixer.campaign.query.EffectCosts.Cost;
import dev.ratiofixer.campaign.query.EffectCosts.CostInterval;
import dev.ratiofixer.campaign.query.EffectCosts.EffectGroup;
import dev.ratiofixer.campaign.query.EffectCosts.Grouping;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.EffectHours;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.campaign.query.OrderTrail.UpliftView;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an extra like cost, by hand. */
class EffectCostsTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    private static OrderTrail order(
            String id, String campaign, String cost, @Nullable Measured likes, String... together) {
        OrderView view = new OrderView(
                id,
                campaign,
                OrderType.AD_BUDGET,
                "2324",
                OrderStatus.COMPLETED,
                1,
                Money.parse(cost, "USD"),
                0,
                0,
                AT,
                AT,
                "a raise",
                null,
                null,
                null);
        EffectHours window = new EffectHours(AT, AT, List.of(together), null, null);
        return new OrderTrail(view, new UpliftView(likes, null, AT, window), List.of());
    }

    private static Cost only(Grouping by, OrderTrail... orders) {
        List<Cost> costs = EffectCosts.of(List.of(orders), by);
        assertThat(costs).hasSize(1);
        return costs.getFirst();
    }

    @Test
    void anOrdersCostIsSpreadOverWhatItBrought() {
        Cost cost = only(Grouping.ORDER, order("a", "c", "20.00", new Measured(100, 50, 160)));

        assertThat(cost.costPerLike()).isEqualTo(new CostInterval(0.2, 0.125, 0.4));
        assertThat(cost.why()).isNull();
    }

    @Test
    void whatMayHaveBroughtNothingHasNoUpperEnd() {
        Cost cost = only(Grouping.ORDER, order("a", "c", "20.00", new Measured(10, -20, 40)));

        assertThat(cost.costPerLike()).isEqualTo(new CostInterval(2.0, 0.5, null));
        assertThat(cost.why()).contains("none at all");
        assertThat(only(Grouping.ORDER, order("a", "c", "20.00", new Measured(-5, -20, 10)))
                        .costPerLike())
                .isEqualTo(new CostInterval(null, 2.0, null));
    }

    @Test
    void whatIsNotMeasuredIsNotCounted() {
        Cost cost = only(
                Grouping.CAMPAIGN, order("b", "c", "5.00", null), order("a", "c", "20.00", new Measured(100, 50, 160)));

        assertThat(cost.orders()).isEqualTo(2);
        assertThat(cost.measured()).isEqualTo(1);
        assertThat(cost.spent()).isEqualTo(Money.parse("20.00", "USD"));
        assertThat(only(Grouping.ORDER, order("b", "c", "5.00", null)).why()).contains("measured");
    }

    @Test
    void ordersThatWereMeasuredTogetherCountTheirLikesOnce() {
        Measured all = new Measured(100, 80, 120);
        Cost cost = only(
                Grouping.CAMPAIGN,
                order("b", "c", "10.00", all, "a"),
                order("a", "c", "30.00", new Measured(90, 70, 110), "b"));

        assertThat(Objects.requireNonNull(cost.extraLikes())).isEqualTo(all);
        assertThat(cost.costPerLike()).isEqualTo(new CostInterval(0.4, 40 / 120.0, 0.5));
        assertThat(EffectCosts.of(List.of(order("b", "c", "10.00", all, "a")), Grouping.ORDER)
                        .getFirst()
                        .costPerLike())
                .as("of one of them alone it cannot be told")
                .isNull();
    }

    @Test
    void theErrorsOfDifferentMeasurementsAddAsVariances() {
        Cost cost = only(
                Grouping.CAMPAIGN,
                order("b", "c", "10.00", new Measured(40, 0, 80)),
                order("a", "c", "10.00", new Measured(60, 30, 90)));
        Measured likes = Objects.requireNonNull(cost.extraLikes());

        assertThat(likes.estimate()).isEqualTo(100);
        assertThat(likes.low()).isCloseTo(50, within(1e-9));
        assertThat(likes.high()).isCloseTo(150, within(1e-9));
    }

    @Test
    void ordersOfTheSameHoursHaveOneEffectAndTheirCostsAddUp() {
        Measured gain = new Measured(100, 50, 200);
        List<EffectGroup> groups = EffectCosts.groups(List.of(
                order("a", "c", "10.00", gain, "b"),
                order("b", "c", "30.00", gain, "a"),
                order("x", "c", "5.00", gain)));

        assertThat(groups)
                .extracting(EffectGroup::cost)
                .containsExactly(Money.parse("40.00", "USD"), Money.parse("5.00", "USD"));
        assertThat(EffectCosts.groups(List.of(order("a", "c", "10.00", gain, "long-gone"))))
                .as("what an order cost that is not known is not told")
                .singleElement()
                .satisfies(group -> assertThat(group.cost()).isNull());
    }

    @Test
    void anOrderThatBridgesTwoGroupsMakesThemOne() {
        Measured gain = new Measured(100, 50, 200);

        assertThat(EffectCosts.groups(List.of(
                        order("a", "c", "10.00", gain),
                        order("b", "c", "10.00", gain),
                        order("x", "c", "10.00", gain, "a", "b"))))
                .singleElement()
                .satisfies(group -> assertThat(group.orders()).hasSize(3));
    }

    @Test
    void whatSurelyBroughtNothingHasNoCostOfOne() {
        Money cost = Money.parse("40.00", "USD");

        assertThat(EffectCosts.perGain(cost, new Measured(-10, -20, -5))).isNull();
        assertThat(EffectCosts.perGain(Money.zero("USD"), new Measured(100, 50, 200)))
                .isNull();
        assertThat(EffectCosts.perGain(cost, null)).isNull();
    }
}
