package dev.ratiofixer.http.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.EffectHours;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.campaign.query.OrderTrail.UpliftView;
import dev.ratiofixer.http.report.MeasuredEffects.CostPerGain;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderStatus;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.stats.Quantiles;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeasuredEffectsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Measured GAIN = new Measured(100, 50, 200);

    private static OrderTrail order(String id, String cost, @Nullable Measured likes, List<String> together) {
        OrderView view = new OrderView(
                id,
                "c-1",
                OrderType.AD_BUDGET,
                "2324",
                OrderStatus.COMPLETED,
                1,
                Money.parse(cost, "USD"),
                1,
                0,
                NOON,
                NOON.plusSeconds(3600),
                "Raise",
                "anna",
                null,
                null);
        EffectHours hours = new EffectHours(
                NOON, NOON.plusSeconds(3600), together, likes == null ? "YouTube hides them" : null, null);
        return new OrderTrail(view, new UpliftView(likes, null, NOON, hours), List.of());
    }

    @Test
    void ordersOfTheSameHoursCountOnceAndTheirCostsAddUp() {
        List<MeasuredEffects.EffectGroup> groups = MeasuredEffects.of(List.of(
                order("a", "10.00", GAIN, List.of("b")),
                order("b", "30.00", GAIN, List.of("a")),
                order("c", "5.00", GAIN, List.of())));

        assertThat(groups).hasSize(2);
        assertThat(groups.getFirst().cost()).isEqualTo(Money.parse("40.00", "USD"));
        assertThat(groups.getLast().cost()).isEqualTo(Money.parse("5.00", "USD"));
    }

    @Test
    void aCostIsNotToldWhereAnOrderOfTheGroupIsNotKnown() {
        List<MeasuredEffects.EffectGroup> groups =
                MeasuredEffects.of(List.of(order("a", "10.00", GAIN, List.of("long-gone"))));

        assertThat(groups)
                .singleElement()
                .satisfies(group -> assertThat(group.cost()).isNull());
        assertThat(MeasuredEffects.costOf(groups.getFirst().cost(), GAIN)).isEmpty();
    }

    @Test
    void theMostThatItBroughtIsTheLeastThatOneCost() {
        Money cost = Money.parse("40.00", "USD");

        assertThat(MeasuredEffects.costOf(cost, GAIN))
                .contains(new CostPerGain.Known(
                        Money.parse("0.40", "USD"), Money.parse("0.20", "USD"), Money.parse("0.80", "USD")));
        assertThat(MeasuredEffects.costOf(cost, new Measured(100, -5, 200)))
                .contains(new CostPerGain.AtLeast(Money.parse("0.20", "USD")));
        assertThat(MeasuredEffects.costOf(cost, new Measured(-10, -20, -5))).contains(new CostPerGain.NoGain());
        assertThat(MeasuredEffects.costOf(cost, new Measured(-1, -20, 5))).contains(new CostPerGain.NoGain());
        assertThat(MeasuredEffects.costOf(Money.zero("USD"), GAIN)).isEmpty();
        assertThat(MeasuredEffects.costOf(cost, null)).isEmpty();
    }

    @Test
    void saysItInWords() {
        assertThat(ReportWords.cost(new CostPerGain.AtLeast(Money.parse("0.0021", "USD"))))
                .isEqualTo("at least 0.0021 USD; it cannot be told how much more, as it may have brought none");
        assertThat(ReportWords.effect("likes", GAIN, null)).isEqualTo("+100 likes (between +50 and +200)");
        assertThat(ReportWords.effect("likes", new Measured(3, -2.4, 9), null))
                .isEqualTo("+3 likes (between −2 and +9): this could be chance");
        assertThat(ReportWords.effect("likes", null, "YouTube hides them"))
                .isEqualTo("Not measurable: YouTube hides them.");
    }

    @Test
    void saysWhyACounterIsNotCompared() {
        assertThat(ReportWords.standing("likes", null, null, true)).contains("YouTube does not show");
        assertThat(ReportWords.standing("likes", 5L, null, false))
                .isEqualTo("The video has 5 likes. They are not compared with other videos: YouTube has not given this"
                        + " installation the right to derive figures from its counters.");
        assertThat(ReportWords.standing("likes", 5L, null, true)).contains("not compared yet");
        assertThat(ReportWords.standing("likes", 1_500L, new Quantiles(100, 200, 1_000, 2_000, 3_000), true))
                .isEqualTo(
                        "The video has 1,500 likes. That is as many as usual: half of the videos like it, as old and with"
                                + " as many views, have between 200 and 2,000, and the typical one has 1,000.");
    }

    @Test
    void aChartEndsAtARoundNumber() {
        assertThat(ReportChart.round(0)).isEqualTo(1);
        assertThat(ReportChart.round(7)).isEqualTo(10);
        assertThat(ReportChart.round(1_999)).isEqualTo(2_000);
        assertThat(ReportChart.round(2_001)).isEqualTo(5_000);
    }
}
