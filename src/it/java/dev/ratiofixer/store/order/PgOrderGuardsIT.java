package dev.ratiofixer.store.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.store.order.PgOrderLedger.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the ledger and the database refuse, and who may go on with an order. */
class PgOrderGuardsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = OrderFixtures.NOW;
    private static final OrderEvent EVENT = OrderSteps.EVENT;

    private String campaign = "";
    private OrderLedger ledger = new PgOrderLedger(POSTGRES.database(), "one");
    private OrderSteps steps = new OrderSteps(ledger);

    @BeforeEach
    void aRunningCampaign() {
        campaign = OrderSteps.newCampaign(POSTGRES.database());
        ledger = new PgOrderLedger(POSTGRES.database(), "one");
        steps = new OrderSteps(ledger);
    }

    @Test
    void confirmsOnlyWhatItsOwnProcessHasAsItIs() {
        Proposed proposed = OrderFixtures.task(campaign, "t");
        steps.written(proposed);
        Placing placing = steps.begun(proposed);
        OrderLedger namesake = new PgOrderLedger(POSTGRES.database(), "one");

        assertThat(Waiting.on(ledger.confirm(placing))).isTrue();
        assertThat(Waiting.on(namesake.confirm(placing)))
                .as("a process of the same name")
                .isFalse();
        assertThat(Waiting.on(ledger.confirm(placing.retry("later", NOW))))
                .as("another attempt")
                .isFalse();
        steps.become(placing.doubt("no answer", NOW));
        assertThat(Waiting.on(ledger.confirm(placing))).as("it has moved on").isFalse();
    }

    @Test
    void leavesWhatMayStillBeUnderWayAloneAndThenTakesItOver() {
        Proposed proposed = OrderFixtures.task(campaign, "t");
        steps.written(proposed);
        Placing placing = steps.begun(proposed);
        assertThat(Waiting.on(ledger.confirm(placing))).isTrue();
        Instant later = NOW.plus(Duration.ofHours(1));
        OrderLedger careful = new PgOrderLedger(
                POSTGRES.database(), "one", new Patience(Duration.ofMinutes(3), Duration.ofMinutes(5)));
        OrderLedger successor =
                new PgOrderLedger(POSTGRES.database(), "one", new Patience(Duration.ofMinutes(3), Duration.ZERO));

        assertThat(Waiting.on(careful.claimDue(later, 100, Set.of()))).doesNotContain(placing);
        assertThat(Waiting.on(careful.nextDue(later, Set.of())))
                .as("it is looked for again soon")
                .hasValueSatisfying(due -> assertThat(due).isBeforeOrEqualTo(later.plusSeconds(60)));
        assertThat(Waiting.on(successor.claimDue(later, 100, Set.of()))).contains(placing);
        assertThat(Waiting.on(ledger.confirm(placing))).as("it was taken over").isFalse();
    }

    /** A trial's raise may be on its way when somebody ends it: who looks too soon would see the owner's own budget. */
    @Test
    void looksForATrialsRaiseOnlyWhenItHasLanded() {
        RunTrial action = OrderFixtures.trial("11.00", true, false, true, false, true, false);
        Proposed proposed =
                new Proposed(OrderFixtures.terms(campaign, "trial", "ads-" + campaign, action, action.exposure()));
        steps.written(proposed);
        Pending open = steps.begun(proposed).placed(OrderFixtures.receipt(NOW), action.term());
        steps.become(open);
        Pending due = open.later(NOW.minusSeconds(60));
        steps.become(due);
        OrderLedger raising = new PgOrderLedger(POSTGRES.database(), "one");
        assertThat(Waiting.on(raising.claimDue(NOW, 100, Set.of()))).contains(due);
        assertThat(Waiting.on(raising.confirm(due))).isTrue();
        Pending ending = due.later(NOW);

        steps.become(ending);

        OrderLedger other = new PgOrderLedger(
                POSTGRES.database(), "one", new Patience(Duration.ofMinutes(3), Duration.ofMinutes(5)));
        OrderLedger later =
                new PgOrderLedger(POSTGRES.database(), "one", new Patience(Duration.ofMinutes(3), Duration.ZERO));
        assertThat(Waiting.on(other.claimDue(NOW, 100, Set.of()))).doesNotContain(ending);
        assertThat(Waiting.on(later.claimDue(NOW, 100, Set.of()))).contains(ending);
    }

    @Test
    void letsOneNodeAtATimeChangeABudget() {
        Placing mine = steps.begun(placed("a"));
        OrderLedger other = new PgOrderLedger(POSTGRES.database(), "two");
        Placing next = new OrderSteps(other).begun(placed("b"));

        assertThat(Waiting.on(other.confirm(next)))
                .as("another node works on the budget")
                .isFalse();
        steps.become(mine.placed(OrderFixtures.receipt(NOW), Duration.ofDays(1)));
        assertThat(Waiting.on(other.confirm(next))).isTrue();
    }

    @Test
    void keepsOrdersAndTheirLifeWhoeverWrites() {
        Proposed proposed = OrderFixtures.raise(campaign, "a", "4.00");
        steps.written(proposed);
        String id = proposed.id();
        for (String sql : List.of(
                "UPDATE youtube_ratio_fixer_orders SET status = 'pending', approved_by = 'x' WHERE order_id = '%s'",
                "UPDATE youtube_ratio_fixer_orders SET status = 'completed', approved_by = 'x' WHERE order_id = '%s'",
                "UPDATE youtube_ratio_fixer_orders SET status = 'approved' WHERE order_id = '%s'",
                "UPDATE youtube_ratio_fixer_orders SET status = 'approved', approved_by = 'x' WHERE order_id = '%s'",
                "UPDATE youtube_ratio_fixer_orders SET status = 'rejected' WHERE order_id = '%s'",
                "UPDATE youtube_ratio_fixer_orders SET quantity = quantity + 1 WHERE order_id = '%s'",
                "UPDATE youtube_ratio_fixer_orders SET state = jsonb_set(state, '{terms,cost,micros}', '1')"
                        + " WHERE order_id = '%s'",
                "DELETE FROM youtube_ratio_fixer_orders WHERE order_id = '%s'",
                "TRUNCATE youtube_ratio_fixer_orders CASCADE",
                "INSERT INTO ratio_fixer_order_events (order_id, at, status, actor, detail)"
                        + " VALUES ('%s', now(), 'approved', 'x', 'no request id')")) {
            assertThatThrownBy(() -> Waiting.on(
                            POSTGRES.database().pool().query(sql.formatted(id)).execute()))
                    .as(sql)
                    .isNotNull();
        }
        assertThat(history().orders()).containsExactly(proposed);
    }

    @Test
    void namesARequestInEachRowOfTheHistory() {
        Proposed proposed = OrderFixtures.task(campaign, "t");
        steps.written(proposed);
        steps.become(proposed.approve(OrderFixtures.person()));
        List<OrderRecord> records = Waiting.on(ledger.records(campaign, "", 1));
        assertThat(records.getFirst().history())
                .hasSize(2)
                .allSatisfy(step -> assertThat(step.event().requestId()).startsWith("tx-"));
    }

    @Test
    void neverMixesCurrencies() {
        steps.written(OrderFixtures.raise(campaign, "usd", "4.00"));
        Proposed usd = OrderFixtures.raise(campaign, "eur", "4.00");
        var action = (dev.ratiofixer.smm.order.OrderAction.SetDailyBudget)
                usd.terms().action();
        dev.ratiofixer.money.Money cost = new dev.ratiofixer.money.Money(1, "EUR");
        Proposed eur = new Proposed(OrderFixtures.terms(campaign, "eur", "ads-" + campaign, action, cost));
        SpendRules rules =
                new SpendRules(null, new dev.ratiofixer.money.Money(9, "EUR"), new EngineLimits(cost, cost, true));

        Written refused = Waiting.on(ledger.write(eur, rules, EVENT));

        assertThat(((Written.Disallowed) refused).reason()).contains("another currency");
    }

    @Test
    void findsWhatAStoppedCampaignLeftBehind() {
        Proposed raise = OrderFixtures.raise(campaign, "a", "4.00");
        steps.written(raise);
        Placing placing = steps.begun(raise);
        Pending pending = placing.placed(OrderFixtures.receipt(NOW), Duration.ofDays(1));
        steps.become(pending);
        Proposed proposed = OrderFixtures.task(campaign, "t");
        steps.written(proposed);
        assertThat(Waiting.on(ledger.leftOver(NOW))).doesNotContain(pending, proposed);

        Waiting.on(OrderCampaigns.change(POSTGRES.database(), campaign, "stopped", 1));

        assertThat(Waiting.on(ledger.leftOver(NOW))).contains(pending, proposed);
        steps.become(pending.end(NOW, NOW.plus(Duration.ofHours(8))));
        // By id: what has ended is another record.
        assertThat(Waiting.on(ledger.leftOver(NOW)))
                .extracting(order -> order.id())
                .contains(proposed.id())
                .doesNotContain(pending.id());
    }

    /** A budget's order, written. */
    private Proposed placed(String key) {
        Proposed proposed = OrderFixtures.raise(campaign, key, "4.00");
        steps.written(proposed);
        return proposed;
    }

    private CampaignOrderHistory history() {
        return Waiting.on(ledger.history(campaign, OrderFixtures.VIDEO, NOW));
    }
}
