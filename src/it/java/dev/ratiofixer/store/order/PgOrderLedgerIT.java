package dev.ratiofixer.store.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.order.Settlement.EffectWindow;
import dev.ratiofixer.smm.order.Settlement.Uplift;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.video.CountingRegime;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgOrderLedgerIT {
    private static final Pattern AMOUNT = Pattern.compile("\\d+\\.\\d\\d [A-Z]{3}");

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = OrderFixtures.NOW;
    private static final SpendRules RULES = OrderSteps.RULES;
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
    void keepsAnOrderThroughItsWholeLifeAsItWas() {
        Proposed proposed = OrderFixtures.raise(campaign, "a", "4.00");
        steps.written(proposed);
        Pending pending = proposed.approve(OrderFixtures.person())
                .begin(NOW)
                .placed(OrderFixtures.receipt(NOW), Duration.ofDays(1));
        for (Order next : List.of(
                proposed.approve(OrderFixtures.person()),
                proposed.approve(OrderFixtures.person()).begin(NOW),
                pending)) {
            steps.become(next);
            assertThat(history().orders()).containsExactly(next);
        }
        Order completed = pending.complete(
                new Settlement(
                        OrderFixtures.usd("1.234567"),
                        new Effect(
                                new Uplift(5, -1, 11),
                                null,
                                new EffectWindow(NOW, NOW.plusSeconds(60), List.of("b"), null, "hidden")),
                        "measured"),
                NOW);
        steps.become(completed);

        assertThat(history().orders()).containsExactly(completed);
        assertThat(history().publishedAt()).isNotNull();
        CampaignTotals totals = history().totals();
        assertThat(totals)
                .isEqualTo(new CampaignTotals(
                        OrderFixtures.usd("1.234567"), OrderFixtures.usd("1.234567"), 40, 3, 0, 0, totals.change()));
    }

    @Test
    void numbersTheChangesOfACampaignsOrdersAsTheyAreMade() {
        List<Long> changes = new ArrayList<>();
        changes.add(history().totals().change());
        Proposed first = OrderFixtures.raise(campaign, "a", "4.00");
        steps.written(first);
        changes.add(history().totals().change());
        steps.become(first.approve(OrderFixtures.person()));
        changes.add(history().totals().change());
        steps.become(first.approve(OrderFixtures.person()).begin(NOW));
        changes.add(history().totals().change());

        assertThat(changes).isSorted().doesNotHaveDuplicates().startsWith(0L);
    }

    @Test
    void tellsWhatPendingOrdersStillBring() {
        Proposed proposed = OrderFixtures.raise(campaign, "a", "4.00");
        steps.written(proposed);
        steps.begun(proposed);
        steps.become(proposed.approve(OrderFixtures.person())
                .begin(NOW.plusMillis(3))
                .placed(OrderFixtures.receipt(NOW), Duration.ofDays(1)));

        CampaignTotals later = Waiting.on(ledger.history(campaign, OrderFixtures.VIDEO, NOW.plus(Duration.ofHours(18))))
                .totals();

        assertThat(later.orderedLikes()).isEqualTo(40);
        assertThat(later.pendingLikes()).isEqualTo(10);
        assertThat(later.reserved()).isEqualTo(OrderFixtures.usd("4.00"));
    }

    @Test
    void writesADecisionOnce() {
        Proposed first = OrderFixtures.raise(campaign, "same", "4.00");
        steps.written(first);

        Written again = Waiting.on(ledger.write(OrderFixtures.raise(campaign, "same", "4.00"), RULES, EVENT));

        assertThat(again).isEqualTo(new Written.Known(first));
        assertThat(history().totals().reserved()).isEqualTo(OrderFixtures.usd("4.00"));
    }

    @Test
    void refusesAnOldEpochAndACampaignThatDoesNotRun() {
        Waiting.on(OrderCampaigns.change(POSTGRES.database(), campaign, "running", 2));
        assertThat(refusal(OrderFixtures.raise(campaign, "a", "4.00"))).contains("another node");
        Waiting.on(OrderCampaigns.change(POSTGRES.database(), campaign, "stopped", 1));
        assertThat(refusal(OrderFixtures.raise(campaign, "a", "4.00"))).contains("stopped");
        assertThat(refusal(OrderFixtures.raise("nobody", "a", "4.00"))).contains("no campaign");
    }

    @Test
    void neverReservesMoreThanALimitHoweverManyDecideAtOnce() {
        OrderLedger other = new PgOrderLedger(POSTGRES.database(), "two");
        List<Future<Written>> all = IntStream.range(0, 64)
                .mapToObj(i -> (i % 2 == 0 ? ledger : other)
                        .write(OrderFixtures.raise(campaign, "k" + i, "3.00"), RULES, EVENT))
                .toList();
        Waiting.on(Future.join(all));

        long stored = all.stream()
                .filter(one -> one.result() instanceof Written.Stored)
                .count();
        assertThat(stored).as("50.00 a day in orders of 3.00").isEqualTo(16);
        assertThat(history().totals().reserved()).isEqualTo(OrderFixtures.usd("48.00"));
    }

    @Test
    void neverReservesMoreThanTheEnginesDayOverAllCampaigns() {
        SpendRules tight = new SpendRules(
                OrderFixtures.LIMITS,
                OrderFixtures.usd("200.00"),
                new EngineLimits(OrderFixtures.usd("20.00"), engineDayNow("31.00"), true));
        List<Future<Written>> all = IntStream.range(0, 64)
                .mapToObj(i -> {
                    String mine = OrderSteps.newCampaign(POSTGRES.database());
                    Proposed order = withService(OrderFixtures.raise(mine, "k", "3.00"), "service-" + mine);
                    return ledger.write(order, tight, EVENT);
                })
                .toList();
        Waiting.on(Future.join(all));

        assertThat(all.stream()
                        .filter(one -> one.result() instanceof Written.Stored)
                        .count())
                .isEqualTo(10);
        assertThat(refusals(all))
                .as("who reads it may be held to one client: how much the others use is not his to know")
                .hasSize(54)
                .allSatisfy(reason -> assertThat(reason)
                        .contains("the limit of a day for all campaigns together")
                        .satisfiesAnyOf(
                                text -> assertThat(
                                                AMOUNT.matcher(text).results().map(MatchResult::group))
                                        .containsExactly("3.00 USD"),
                                text -> assertThat(AMOUNT.matcher(text).results())
                                        .isEmpty()));
    }

    private static List<String> refusals(List<Future<Written>> all) {
        return all.stream()
                .map(Future::result)
                .filter(Written.Disallowed.class::isInstance)
                .map(refused -> ((Written.Disallowed) refused).reason())
                .toList();
    }

    @Test
    void letsOnlyOneCampaignUseABudget() {
        String rival = OrderSteps.newCampaign(POSTGRES.database());
        String service = "shared-" + campaign;
        List<Future<Written>> both = List.of(
                ledger.write(withService(OrderFixtures.raise(campaign, "a", "3.00"), service), RULES, EVENT),
                ledger.write(withService(OrderFixtures.raise(rival, "a", "3.00"), service), RULES, EVENT));
        Waiting.on(Future.join(both));

        assertThat(both.stream()
                        .filter(one -> one.result() instanceof Written.Stored)
                        .count())
                .isEqualTo(1);
        assertThat(refusals(both))
                .singleElement()
                .asString()
                .contains("another campaign uses service " + service)
                .doesNotContain(rival, "campaign " + campaign);
    }

    @Test
    void givesBackWhatARejectedOrderHeld() {
        Proposed proposed = OrderFixtures.raise(campaign, "a", "20.00");
        steps.written(proposed);
        steps.become(proposed.reject("ada", "too dear", NOW));

        assertThat(history().totals().reserved()).isNull();
        steps.written(OrderFixtures.raise(campaign, "b", "20.00"));
        steps.written(OrderFixtures.raise(campaign, "c", "20.00"));
        assertThat(refusal(OrderFixtures.raise(campaign, "d", "20.00"))).contains("limit of a day");
    }

    @Test
    void countsAnApprovalForTheDayItIsGivenOn() {
        Proposed proposed = OrderFixtures.raise(campaign, "a", "20.00");
        steps.written(proposed);
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        Changed changed = Waiting.on(ledger.change(proposed.id(), tomorrow, (order, at) -> {
            assertThat(at.spend().campaignDay()).as("of other orders").isZero();
            return new NextStep.To(proposed.approve(OrderFixtures.person()), EVENT);
        }));

        assertThat(changed).isInstanceOf(Changed.Updated.class);
        steps.written(OrderFixtures.raise(campaign, "b", "20.00"));
        steps.written(OrderFixtures.raise(campaign, "c", "20.00"));
        assertThat(daysAgreeWithOrders()).isTrue();
    }

    @Test
    void neverChangesNorForgetsHistory() {
        Proposed proposed = OrderFixtures.raise(campaign, "a", "4.00");
        steps.written(proposed);
        steps.become(proposed.reject("ada", "no", NOW));

        List<OrderRecord> records = Waiting.on(ledger.records(campaign, "", 10));
        assertThat(records).hasSize(1);
        assertThat(records.getFirst().history())
                .extracting(OrderRecord.Step::status)
                .containsExactly(OrderStatus.PROPOSED, OrderStatus.REJECTED);
        for (String sql : List.of(
                "UPDATE ratio_fixer_order_events SET detail = 'x'",
                "DELETE FROM ratio_fixer_order_events",
                "TRUNCATE ratio_fixer_order_events")) {
            assertThatThrownBy(() ->
                            Waiting.on(POSTGRES.database().pool().query(sql).execute()))
                    .as(sql)
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void pagesThroughOrders() {
        for (int i = 0; i < 5; i++) {
            steps.written(OrderFixtures.task(campaign, "t" + i));
        }
        List<OrderRecord> first = Waiting.on(ledger.records(campaign, "", 3));
        List<OrderRecord> rest =
                Waiting.on(ledger.records(campaign, first.getLast().order().id(), 3));
        assertThat(first).hasSize(3);
        assertThat(rest).hasSize(2).doesNotContainAnyElementsOf(first);
    }

    @Test
    void postsAtMostThreeCommentsUnderAVideo() {
        for (int i = 0; i < 3; i++) {
            steps.written(onVideo(OrderFixtures.comment(campaign, "c" + i, "text " + i), campaign));
        }
        assertThat(refusal(onVideo(OrderFixtures.comment(campaign, "c3", "text 3"), campaign)))
                .contains("3 of the engine");
        CampaignOrderHistory book = Waiting.on(ledger.history(campaign, OrderSteps.video(campaign), NOW));
        assertThat(book.videoComments()).isEqualTo(3);
        assertThat(book.usedTexts()).containsExactlyInAnyOrder("text 0", "text 1", "text 2");
    }

    @Test
    void claimsADueOrderForOneNodeOnly() {
        Order approved = OrderFixtures.task(campaign, "t").approve(OrderFixtures.person());
        Waiting.on(ledger.write(approved, RULES, EVENT));
        OrderLedger other = new PgOrderLedger(POSTGRES.database(), "two");
        Instant later = NOW.plus(Duration.ofHours(1));

        assertThat(Waiting.on(ledger.claimDue(NOW.minusSeconds(1), 100, Set.of())))
                .doesNotContain(approved);
        assertThat(Waiting.on(ledger.claimDue(later, 100, Set.of()))).contains(approved);
        assertThat(Waiting.on(other.claimDue(later, 100, Set.of()))).doesNotContain(approved);
        assertThat(Waiting.on(ledger.claimDue(later, 100, Set.of(approved.id()))))
                .doesNotContain(approved);
        assertThat(Waiting.on(ledger.claimDue(later, 100, Set.of())))
                .as("after a restart under the same name")
                .contains(approved);
    }

    /** One that goes back late costs money; however many comments and tasks wait, they wait longer. */
    @Test
    void claimsBudgetsFirst() {
        Waiting.on(POSTGRES.database()
                .pool()
                .query("UPDATE youtube_ratio_fixer_orders SET due_at = NULL")
                .execute());
        for (int i = 0; i < 5; i++) {
            Waiting.on(
                    ledger.write(OrderFixtures.task(campaign, "t" + i).approve(OrderFixtures.person()), RULES, EVENT));
        }
        Proposed raise = OrderFixtures.raise(campaign, "a", "4.00");
        steps.written(raise);
        steps.begun(raise);
        Pending pending = raise.approve(OrderFixtures.person())
                .begin(NOW)
                .placed(OrderFixtures.receipt(NOW), Duration.ofHours(1));
        steps.become(pending);
        Instant termOver = pending.until().plusSeconds(1);

        assertThat(Waiting.on(ledger.claimDue(termOver, 1, Set.of()))).containsExactly(pending);
        assertThat(Waiting.on(ledger.claimDue(termOver, 100, Set.of()))).hasSize(6);
    }

    @Test
    void keepsTheClaimWhilePlacingAndGivesItUpAfterwards() {
        Proposed proposed = OrderFixtures.task(campaign, "t");
        steps.written(proposed);
        Placing placing = steps.begun(proposed);
        OrderLedger other = new PgOrderLedger(POSTGRES.database(), "two");
        Instant later = NOW.plus(Duration.ofHours(1));
        assertThat(Waiting.on(other.claimDue(later, 100, Set.of())))
                .extracting(Order::id)
                .doesNotContain(placing.id());
        steps.become(placing.again("busy", NOW.plusSeconds(5)));

        assertThat(Waiting.on(other.claimDue(later, 100, Set.of())))
                .extracting(Order::id)
                .contains(placing.id());
    }

    @Test
    void keepsReadingsOnce() {
        CampaignReading reading = new CampaignReading(NOW, 10_000, null, 12L, 400.5, null, CountingRegime.FIRST_FRAME);
        Waiting.on(ledger.remember(campaign, reading));
        Waiting.on(ledger.remember(campaign, reading));
        assertThat(history().readings()).containsExactly(reading);
    }

    private static Proposed withService(Proposed order, String service) {
        var t = order.terms();
        return new Proposed(OrderFixtures.terms(t.campaignId(), "s", service, t.action(), t.cost()));
    }

    private static Proposed onVideo(Proposed order, String campaign) {
        var t = order.terms();
        return new Proposed(new dev.ratiofixer.smm.order.OrderTerms(
                t.orderId(),
                t.idempotencyKey(),
                t.campaignId(),
                OrderSteps.video(campaign),
                t.epoch(),
                t.serviceId(),
                t.action(),
                t.cost(),
                t.limits(),
                t.forecast(),
                t.evidence(),
                t.summary(),
                t.orderedAt(),
                t.expiresAt()));
    }

    private dev.ratiofixer.money.Money engineDayNow(String more) {
        long held = Waiting.on(POSTGRES.database()
                        .pool()
                        .query("SELECT coalesce(sum(held_micros), 0)::bigint AS held FROM ratio_fixer_spend_days"
                                + " WHERE service_id = '' AND day = '2026-11-22'")
                        .execute())
                .iterator()
                .next()
                .getLong("held");
        return OrderFixtures.usd(more).plus(new dev.ratiofixer.money.Money(held, "USD"));
    }

    private static boolean daysAgreeWithOrders() {
        return Waiting.on(POSTGRES.database().pool().query("""
                                SELECT coalesce(bool_and(d.held_micros = coalesce(o.held, 0)), true) AS agree
                                FROM ratio_fixer_spend_days d LEFT JOIN (
                                    SELECT spend_day, currency, sum(held_micros) AS held
                                    FROM youtube_ratio_fixer_orders GROUP BY 1, 2) o
                                    ON o.spend_day = d.day AND o.currency = d.currency
                                WHERE d.service_id = ''
                                """).execute())
                .iterator()
                .next()
                .getBoolean("agree");
    }

    private CampaignOrderHistory history() {
        return Waiting.on(ledger.history(campaign, OrderFixtures.VIDEO, NOW));
    }

    private String refusal(Order order) {
        Written written = Waiting.on(ledger.write(order, RULES, EVENT));
        return written instanceof Written.Disallowed refused ? refused.reason() : "not refused";
    }
}
