package dev.ratiofixer.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidDay;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidViews;
import dev.ratiofixer.campaign.query.EffectCosts.CostInterval;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.http.api.CostOperation.EngagedViewCosts;
import dev.ratiofixer.http.api.CostOperation.EngagedViewCosts.EngagedCost;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EngagedViewCostsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-10");
    private static final Instant AT = Instant.parse("2026-11-10T08:00:00Z");

    private final List<PaidDay> days = new ArrayList<>();

    private static OrderTrail order(String id, String campaign, OrderType type, String cost) {
        return new OrderTrail(
                new OrderView(
                        id,
                        campaign,
                        type,
                        "1",
                        OrderStatus.COMPLETED,
                        1,
                        Money.parse(cost, "USD"),
                        0,
                        0,
                        AT,
                        AT,
                        "",
                        null,
                        null,
                        null),
                null,
                List.of());
    }

    private static OrderTrail raised(String id, String cost) {
        return order(id, "campaign", OrderType.AD_BUDGET, cost);
    }

    private void day(String order, int number, long engaged, long dollars) {
        days.add(new PaidDay(order, DAY.plusDays(number), engaged, dollars * 1_000_000, false));
    }

    private EngagedCost cost(OrderTrail... orders) {
        return new EngagedViewCosts(new PaidViews(days, List.of("a", "b"))).of(List.of(orders));
    }

    private static CostInterval known(EngagedCost cost) {
        return Objects.requireNonNull(cost.cost());
    }

    @Test
    void an_orders_money_bought_what_the_ads_of_its_days_did() {
        day("a", 0, 400, 10);
        day("a", 1, 600, 10);

        EngagedCost cost = cost(raised("a", "5"));

        // 1,000 engaged views for 20 dollars: the order's 5 dollars bought 250; the days differ by 100 of 500 each.
        assertThat(known(cost).estimate()).isCloseTo(0.02, within(1e-9));
        double reach = 1.645 * Math.sqrt(2 * (100 * 100 + 100 * 100)) * 5 / 20;
        assertThat(known(cost).low()).isCloseTo(5 / (250 + reach), within(1e-9));
        assertThat(known(cost).high()).isCloseTo(5 / (250 - reach), within(1e-9));
        assertThat(cost.note()).isNull();
    }

    @Test
    void orders_of_the_same_days_count_them_once() {
        day("a", 0, 500, 10);
        day("b", 0, 500, 10);

        EngagedCost both = cost(raised("a", "5"), raised("b", "2"));

        assertThat(known(both).estimate()).isCloseTo(0.02, within(1e-9));
        double reach = 1.645 * Math.sqrt(500) * 7 / 10;
        assertThat(known(both).high()).isCloseTo(7 / (350 - reach), within(1e-9));
    }

    @Test
    void days_that_are_still_restated_make_it_provisional_and_less_sure() {
        day("a", 0, 500, 10);
        CostInterval settled = known(cost(raised("a", "5")));
        days.clear();
        days.add(new PaidDay("a", DAY, 500, 10_000_000, true));

        EngagedCost provisional = cost(raised("a", "5"));

        assertThat(provisional.note()).startsWith("provisional");
        assertThat(known(provisional).low()).isLessThan(settled.low());
        assertThat(known(provisional).high()).isGreaterThan(Objects.requireNonNull(settled.high()));
    }

    @Test
    void it_says_why_it_is_not_known() {
        assertThat(cost(order("c", "campaign", OrderType.OWNER_COMMENT, "0")).note())
                .contains("only the views by ads");
        assertThat(cost(raised("a", "0")).note()).isEqualTo("they cost nothing");
        assertThat(cost(raised("z", "5")).note()).contains("not connected");
        assertThat(cost(raised("a", "5")).note()).contains("not known yet");
        assertThat(new EngagedViewCosts(null).of(List.of(raised("a", "5"))).note())
                .contains("cannot be read now");
        day("a", 0, -3, 10);
        assertThat(cost(raised("a", "5"))).isEqualTo(new EngagedCost(null, "no view by ads was counted"));
    }
}
