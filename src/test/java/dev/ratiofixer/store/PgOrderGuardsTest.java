package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.smm.EngineLimits;
import dev.ratiofixer.smm.order.CampaignBook;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.OrderEvent;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.OrderRecord;
import dev.ratiofixer.smm.order.Orders;
import dev.ratiofixer.smm.order.Pending;
import dev.ratiofixer.smm.order.Placing;
import dev.ratiofixer.smm.order.Proposed;
import dev.ratiofixer.smm.order.SpendRules;
import dev.ratiofixer.smm.order.Transition.Verdict;
import dev.ratiofixer.store.PgOrderLedger.Patience;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the ledger and the database refuse, and who may go on with an order. */
class PgOrderGuardsTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = Orders.NOW;
    private static final SpendRules RULES = new SpendRules(
            Orders.LIMITS, Orders.usd("200.00"), new EngineLimits(Orders.usd("20.00"), Orders.usd("10000.00"), true));
    private static final OrderEvent EVENT = new OrderEvent(NOW, "policy", "because", null);

    private String campaign = "";
    private OrderLedger ledger = new PgOrderLedger(POSTGRES.database(), "one");

    @BeforeEach
    void aRunningCampaign() {
        campaign = newCampaign();
        ledger = new PgOrderLedger(POSTGRES.database(), "one");
    }

    @Test
    void confirmsOnlyWhatItsOwnProcessHasAsItIs() {
        Proposed proposed = Orders.task(campaign, "t");
        written(proposed);
        Placing placing = begun(proposed);
        OrderLedger namesake = new PgOrderLedger(POSTGRES.database(), "one");

        assertThat(await(ledger.confirm(placing))).isTrue();
        assertThat(await(namesake.confirm(placing)))
                .as("a process of the same name")
                .isFalse();
        assertThat(await(ledger.confirm(placing.retry("later", NOW))))
                .as("another attempt")
                .isFalse();
        become(placing.doubt("no answer", NOW));
        assertThat(await(ledger.confirm(placing))).as("it has moved on").isFalse();
    }

    @Test
    void leavesWhatMayStillBeUnderWayAloneAndThenTakesItOver() {
        Proposed proposed = Orders.task(campaign, "t");
        written(proposed);
        Placing placing = begun(proposed);
        assertThat(await(ledger.confirm(placing))).isTrue();
        Instant later = NOW.plus(Duration.ofHours(1));
        OrderLedger careful = new PgOrderLedger(
                POSTGRES.database(), "one", new Patience(Duration.ofMinutes(3), Duration.ofMinutes(5)));
        OrderLedger successor =
                new PgOrderLedger(POSTGRES.database(), "one", new Patience(Duration.ofMinutes(3), Duration.ZERO));

        assertThat(await(careful.claimDue(later, 100, Set.of()))).doesNotContain(placing);
        assertThat(await(careful.nextDue(later, Set.of())))
                .as("it is looked for again soon")
                .hasValueSatisfying(due -> assertThat(due).isBeforeOrEqualTo(later.plusSeconds(60)));
        assertThat(await(successor.claimDue(later, 100, Set.of()))).contains(placing);
        assertThat(await(ledger.confirm(placing))).as("it was taken over").isFalse();
    }

    @Test
    void letsOneNodeAtATimeChangeABudget() {
        Placing mine = begun(placed("a"));
        OrderLedger other = new PgOrderLedger(POSTGRES.database(), "two");
        Placing next = begun(other, placed("b"));

        assertThat(await(other.confirm(next)))
                .as("another node works on the budget")
                .isFalse();
        become(mine.placed(Orders.receipt(NOW), Duration.ofDays(1)));
        assertThat(await(other.confirm(next))).isTrue();
    }

    @Test
    void keepsOrdersAndTheirLifeWhoeverWrites() {
        Proposed proposed = Orders.raise(campaign, "a", "4.00");
        written(proposed);
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
            assertThatThrownBy(() -> await(
                            POSTGRES.database().pool().query(sql.formatted(id)).execute()))
                    .as(sql)
                    .isNotNull();
        }
        assertThat(book().orders()).containsExactly(proposed);
    }

    @Test
    void namesARequestInEachRowOfTheHistory() {
        Proposed proposed = Orders.task(campaign, "t");
        written(proposed);
        become(proposed.approve(Orders.person()));
        List<OrderRecord> records = await(ledger.records(campaign, "", 1));
        assertThat(records.getFirst().history())
                .hasSize(2)
                .allSatisfy(step -> assertThat(step.event().requestId()).startsWith("tx-"));
    }

    @Test
    void neverMixesCurrencies() {
        written(Orders.raise(campaign, "usd", "4.00"));
        Proposed usd = Orders.raise(campaign, "eur", "4.00");
        var action = (dev.ratiofixer.smm.order.SetDailyBudget) usd.terms().action();
        dev.ratiofixer.money.Money cost = new dev.ratiofixer.money.Money(1, "EUR");
        Proposed eur = new Proposed(Orders.terms(campaign, "eur", "ads-" + campaign, action, cost));
        SpendRules rules =
                new SpendRules(null, new dev.ratiofixer.money.Money(9, "EUR"), new EngineLimits(cost, cost, true));

        Written refused = await(ledger.write(eur, rules, EVENT));

        assertThat(((Written.Refused) refused).reason()).contains("another currency");
    }

    @Test
    void findsWhatAStoppedCampaignLeftBehind() {
        Proposed raise = Orders.raise(campaign, "a", "4.00");
        written(raise);
        Placing placing = begun(raise);
        Pending pending = placing.placed(Orders.receipt(NOW), Duration.ofDays(1));
        become(pending);
        Proposed proposed = Orders.task(campaign, "t");
        written(proposed);
        assertThat(await(ledger.leftOver(NOW))).doesNotContain(pending, proposed);

        await(OrderCampaigns.change(POSTGRES.database(), campaign, "stopped", 1));

        assertThat(await(ledger.leftOver(NOW))).contains(pending, proposed);
        become(pending.end(NOW, NOW.plus(Duration.ofHours(8))));
        assertThat(await(ledger.leftOver(NOW))).doesNotContain(pending).contains(proposed);
    }

    /** A budget's order, written. */
    private Proposed placed(String key) {
        Proposed proposed = Orders.raise(campaign, key, "4.00");
        written(proposed);
        return proposed;
    }

    private static String newCampaign() {
        String id = UUID.randomUUID().toString();
        await(OrderCampaigns.running(POSTGRES.database(), id, video(id).value(), NOW, "one"));
        return id;
    }

    private static VideoId video(String campaign) {
        return new VideoId(campaign.substring(0, 8) + "___");
    }

    private CampaignBook book() {
        return await(ledger.book(campaign, Orders.VIDEO, NOW));
    }

    private void written(Order order) {
        assertThat(await(ledger.write(order, RULES, EVENT))).isInstanceOf(Written.Stored.class);
    }

    private Placing begun(Proposed proposed) {
        return begun(ledger, proposed);
    }

    private static Placing begun(OrderLedger by, Proposed proposed) {
        become(by, proposed.approve(Orders.person()));
        // The clock goes on while the decision is taken.
        Placing placing = proposed.approve(Orders.person()).begin(NOW.plusMillis(3));
        become(by, placing);
        return placing;
    }

    private void become(Order next) {
        become(ledger, next);
    }

    private static void become(OrderLedger by, Order next) {
        Function<Order, Verdict> verdict = now -> new Verdict.Become(next, EVENT);
        Changed changed = await(by.change(next.id(), NOW, (order, at) -> verdict.apply(order)));
        assertThat(changed).isInstanceOf(Changed.Moved.class);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
