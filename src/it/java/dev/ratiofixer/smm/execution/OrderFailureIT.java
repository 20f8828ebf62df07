package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.sandbox.world.Ledger.LedgerEntry;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.PromotionRequest.CloseCampaign;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.HaltingLedger.Point;
import dev.ratiofixer.smm.execution.HaltingLedger.Write;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.SpendGuard.Approval;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What befalls single orders: frozen nodes, the spending switch, stops, other people's hands, consent that ends. */
class OrderFailureIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static int video;

    private SmmWorld world;

    @BeforeEach
    void aWorld() {
        world = new SmmWorld(POSTGRES.database());
    }

    @AfterEach
    void close() {
        assertThat(world.disagreements()).isEmpty();
        world.close();
    }

    /** Its successor has posted the comment when it thaws, right before its own post. */
    @Test
    void postsNothingAfterItWasFrozenAndReplaced() {
        Promise<Void> frozen = Promise.promise();
        HaltingLedger halting = new HaltingLedger(
                world.ledger(), new Point(OrderType.OWNER_COMMENT, Write.CONFIRM_PLACING, false), frozen::future);
        world.start(halting);
        OrderLife life = new OrderLife(world, OrderType.OWNER_COMMENT, next());
        life.drive(halting, halting::isReached);

        SmmWorld.Beside successor = world.beside();
        life.drive(world.ledger(), () -> false);
        frozen.complete();
        world.until(() -> halting.confirmed() > 0);
        successor.close();

        assertThat(halting.lastConfirmed()).isFalse();
        life.assertPlacedOnce(world.placed());
    }

    @Test
    void triesABudgetBeforeItSetsIt() {
        world.start();
        world.fault(new JsonObject()
                .put("route", "ads.campaignBudgets.mutate")
                .put("kind", "status")
                .put("status", 400)
                .put("reason", "campaignBudgetError.MONEY_AMOUNT_TOO_LARGE")
                .put("times", 1));
        OrderLife life = new OrderLife(world, OrderType.AD_BUDGET, next());
        life.drive(world.ledger(), () -> false);

        assertThat(life.status()).isEqualTo(OrderStatus.FAILED);
        assertThat(world.faultHits())
                .as("the trial was refused, nothing was sent for real")
                .isEqualTo(1);
        assertThat(world.placed()).isEmpty();
    }

    @Test
    void leavesABudgetThatSomebodyElseHasChanged() {
        world.start();
        OrderLife life = new OrderLife(world, OrderType.AD_BUDGET, next(), OrderFixtures.usd("1.23"));
        life.drive(world.ledger(), () -> false);
        assertThat(life.status()).isEqualTo(OrderStatus.FAILED);
        assertThat(life.problem()).contains("somebody else has changed it");
        assertThat(world.placed()).isEmpty();
    }

    @Test
    void refusesAVideoCampaignsBudget() {
        world.start();
        OrderLife life = new OrderLife(world, OrderType.AD_BUDGET, 61);
        life.drive(world.ledger(), () -> false);
        assertThat(life.status()).isEqualTo(OrderStatus.FAILED);
        assertThat(life.problem()).contains("no Demand Gen campaign", "video");
    }

    @Test
    void givesEveryRaisedBudgetBackWhenSpendingIsSwitchedOff() {
        world.start();
        OrderLife raised = new OrderLife(world, OrderType.AD_BUDGET, next());
        raised.drive(world.ledger(), () -> raised.is(OrderStatus.PENDING));
        OrderLife waiting = new OrderLife(world, OrderType.AD_BUDGET, next());
        waiting.drive(world.ledger(), () -> waiting.is(OrderStatus.PROPOSED));

        world.apply(switchedOff());

        world.until(() -> waiting.is(OrderStatus.CANCELLED));
        world.until(() -> ((Pending) raised.current().orElseThrow()).endedAt() != null);
        assertThat(budgets()).isEqualTo(raised.raisedAndBack());
        assertThat(new OrderLife(world, OrderType.AD_BUDGET, next()).refusal()).contains("spending is switched off");
    }

    @Test
    void givesRaisedBudgetsBackWhenItStartsWithSpendingOff() {
        world.start();
        OrderLife raised = new OrderLife(world, OrderType.AD_BUDGET, next());
        raised.drive(world.ledger(), () -> raised.is(OrderStatus.PENDING));
        world.kill();
        world.apply(switchedOff());

        world.start();

        world.until(() -> ((Pending) raised.current().orElseThrow()).endedAt() != null);
        assertThat(budgets()).isEqualTo(raised.raisedAndBack());
    }

    /** The answer was lost, spending went off, and then the budget is found raised. */
    @Test
    void givesABudgetBackThatWasSetInDoubtBeforeSpendingWentOff() {
        lostAnswer(true);
        OrderLife life = new OrderLife(world, OrderType.AD_BUDGET, next());
        life.drive(world.ledger(), () -> world.faultHits() > 0);
        world.kill();
        world.apply(switchedOff());
        world.start();
        life.drive(world.ledger(), () -> false);
        assertThat(budgets()).isEqualTo(life.raisedAndBack());
        assertThat(life.status()).isEqualTo(OrderStatus.COMPLETED);
    }

    /** The request was lost, spending went off: it is not sent again. */
    @Test
    void doesNotTryAgainOnceSpendingIsOff() {
        lostAnswer(false);
        OrderLife life = new OrderLife(world, OrderType.AD_BUDGET, next());
        life.drive(world.ledger(), () -> world.faultHits() > 0);
        world.kill();
        world.apply(switchedOff());
        world.start();
        life.drive(world.ledger(), () -> false);
        assertThat(life.status()).isEqualTo(OrderStatus.FAILED);
        assertThat(world.placed()).isEmpty();
    }

    private void lostAnswer(boolean carriedOut) {
        HaltingLedger halting = new HaltingLedger(
                world.ledger(),
                new Point(OrderType.AD_BUDGET, Write.CONFIRM_PLACING, true),
                () -> world.hang("ads.campaignBudgets.mutate", carriedOut));
        world.start(halting);
    }

    @Test
    void endsWhatIsOpenWithItsCampaignAlsoWhenTheStopWasLost() {
        world.start();
        OrderLife told = new OrderLife(world, OrderType.AD_BUDGET, next());
        told.drive(world.ledger(), () -> told.is(OrderStatus.PENDING));
        OrderLife lost = new OrderLife(world, OrderType.AD_BUDGET, next());
        lost.drive(world.ledger(), () -> lost.is(OrderStatus.PENDING));
        for (OrderLife life : List.of(told, lost)) {
            SmmWorld.await(OrderCampaigns.change(POSTGRES.database(), life.campaign(), "stopped", 1));
        }
        world.request(new CloseCampaign(told.campaign(), "stopped by ada"));
        world.until(() -> ((Pending) told.current().orElseThrow()).endedAt() != null);
        assertThat(((Pending) lost.current().orElseThrow()).endedAt()).isNull();

        world.time.advance(Duration.ofMinutes(10));

        // The jump can end the time limit of the very request that it sets off; it is made again a quarter later.
        AtomicInteger looks = new AtomicInteger();
        world.until(() -> {
            boolean ended = ((Pending) lost.current().orElseThrow()).endedAt() != null;
            if (!ended && looks.incrementAndGet() % 100 == 0) {
                world.time.advance(Duration.ofMinutes(15));
            }
            return ended;
        });
    }

    @Test
    void placesNothingForACampaignThatIsOver() {
        world.start();
        OrderLife life = new OrderLife(world, OrderType.OWNER_COMMENT, next());
        life.drive(world.ledger(), () -> life.is(OrderStatus.PROPOSED));
        SmmWorld.await(OrderCampaigns.change(POSTGRES.database(), life.campaign(), "stopped", 1));
        assertThat(life.approval()).contains("the campaign is over");
        assertThat(world.placed()).isEmpty();
    }

    @Test
    void holdsAConsentToItsTimeItsKindsAndItsSum() {
        world.start();
        Consent consent = new Consent("Ada", SmmWorld.START.minusSeconds(60), SmmWorld.START.plus(Duration.ofHours(1)));
        Set<OrderType> all = Set.of(OrderType.values());
        var good = new Approval.ByConsent(consent, all, OrderFixtures.usd("100.00"), SmmWorld.START);
        var others = new Approval.ByConsent(
                consent, Set.of(OrderType.TEAM_TASK), OrderFixtures.usd("100.00"), SmmWorld.START);
        var little = new Approval.ByConsent(consent, all, OrderFixtures.usd("2.49"), SmmWorld.START);
        var free = new Approval.ByConsent(consent, all, null, SmmWorld.START);
        var euros = new Approval.ByConsent(consent, all, new Money(100_000_000, "EUR"), SmmWorld.START);
        assertThat(consented(others)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(consented(little)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(consented(free)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(consented(euros)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(consented(good)).isEqualTo(OrderStatus.PENDING);
        world.time.advance(Duration.ofHours(2));
        assertThat(consented(good)).isEqualTo(OrderStatus.CANCELLED);
    }

    private OrderStatus consented(Approval approval) {
        OrderLife life = new OrderLife(world, OrderType.AD_BUDGET, next());
        life.writeApproved(approval);
        world.driveNow();
        world.until(() -> life.status() != OrderStatus.APPROVED && life.status() != OrderStatus.PLACING);
        return life.current().map(Order::status).orElseThrow();
    }

    /** A video that no other test of this database has used. */
    private static int next() {
        return video++;
    }

    private SmmSettings switchedOff() {
        return world.settings(new EngineLimits(OrderFixtures.usd("60.00"), OrderFixtures.usd("5000.00"), false));
    }

    private List<String> budgets() {
        return world.placed().stream()
                .map(entry -> (LedgerEntry.BudgetChanged) entry.placed())
                .map(change -> change.beforeMicros() + ">" + change.afterMicros())
                .toList();
    }
}
