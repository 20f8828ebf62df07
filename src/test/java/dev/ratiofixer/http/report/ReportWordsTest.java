package dev.ratiofixer.http.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidDay;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidViews;
import dev.ratiofixer.campaign.query.EffectCosts.CostInterval;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.http.api.CostOperation.EngagedViewCosts;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.stats.Quantiles;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures in words. */
class ReportWordsTest {
    private static final Measured GAIN = new Measured(100, 50, 200);

    @Test
    void saysItInWords() {
        assertThat(ReportWords.cost(new CostInterval(0.01, 0.0021, null), "USD"))
                .isEqualTo("at least 0.0021 USD; it cannot be told how much more, as it may have brought none");
        assertThat(ReportWords.cost(new CostInterval(0.4, 0.2, 0.8), "USD"))
                .isEqualTo("about 0.40 USD (between 0.20 USD and 0.80 USD)");
        assertThat(ReportWords.cost(null, "USD")).isEqualTo("cannot be told: no gain was measured");
        assertThat(ReportWords.effect("likes", GAIN, null)).isEqualTo("+100 likes (between +50 and +200)");
        assertThat(ReportWords.effect("likes", new Measured(3, -2.4, 9), null))
                .isEqualTo("+3 likes (between −2 and +9): this could be chance");
        assertThat(ReportWords.effect("likes", null, "YouTube hides them"))
                .isEqualTo("Not measurable: YouTube hides them.");
    }

    @Test
    void saysWhatAnEngagedViewCostOrWhyNobodyKnows() {
        OrderView order = new OrderView(
                "a",
                "c-1",
                OrderType.AD_BUDGET,
                "1",
                OrderStatus.COMPLETED,
                1,
                Money.parse("100", "USD"),
                0,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                "",
                null,
                null,
                null);
        OrderTrail raised = new OrderTrail(order, null, List.of());
        PaidDay day = new PaidDay("a", LocalDate.EPOCH, 1_000, 100_000_000, false);

        String known =
                ReportWords.engaged(new EngagedViewCosts(new PaidViews(List.of(day), List.of("a"))), List.of(raised));

        // 100 dollars for 1,000 views, give or take 1.645 times the root of 1,000.
        assertThat(known).isEqualTo("about 0.10 USD (between 0.10 USD and 0.11 USD)");
        assertThat(ReportWords.engaged(new EngagedViewCosts(null), List.of(raised)))
                .isEqualTo("not known: the owner's analytics cannot be read now");
        assertThat(ReportWords.engaged(new EngagedViewCosts(new PaidViews(List.of(), List.of())), List.of(raised)))
                .isEqualTo("not known: the owner's analytics are not connected");
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
