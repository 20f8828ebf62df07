package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.sandbox.world.Ledger.LedgerEntry;
import dev.ratiofixer.smm.api.BudgetReturnAlarm;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder.PersonDecision;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.GetPromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.execution.HaltingLedger.Point;
import dev.ratiofixer.smm.execution.HaltingLedger.Write;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.Unreturned;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A budget goes up only if it can come back; if it cannot all the same, everybody hears of it until it is. */
class BudgetReturnIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    /** A campaign of the account that is none of the service's. */
    private static final String ANOTHER = "2350";

    private static int video;

    private SmmWorld world;

    @BeforeEach
    void aWorld() {
        world = new SmmWorld(POSTGRES.database());
    }

    @AfterEach
    void close() {
        // What could not be given back costs by its time in force, and was held by its time in force.
        assertThat(world.disagreements(OrderAudit.WHERE_NOBODY_GIVES_BACK)).isEmpty();
        world.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "undeclared elsewhere | 2350 | {'undeclared':true} | 1 campaign lacks the declaration on EU political ads",
                "undeclared VIDEO | 2362 | {'undeclared':true} | on the Google Ads website only",
                "total budget | | {'total_budget':true} | total budget",
                "removed | | {'removed':true} | somebody else has changed it",
                "ended | | {'end':'2026-11-22 11:59:59'} | has ended",
                "ends too soon | | {'end':'2026-11-23 17:00:00'} | before a raised budget would go back",
                "not yet begun | | {'start':'2026-11-24 00:00:00'} | starts at",
                "not eligible | | {'primary_status':'NOT_ELIGIBLE','primary_status_reasons':'HAS_ADS_DISAPPROVED'}"
                        + " | has ads disapproved",
            })
    void raisesNothingThatCouldNotGoBack(String name, String campaign, String rules, String why) {
        world.start();
        OrderLife life = new OrderLife(world, OrderType.AD_BUDGET, next());
        String of = campaign == null ? life.adsCampaign() : campaign;
        world.ads(of, new JsonObject(rules.replace('\'', '"')));

        life.drive(world.ledger(), () -> false);

        assertThat(life.status()).isEqualTo(OrderStatus.FAILED);
        assertThat(life.problem()).contains(why);
        assertThat(world.placed()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "minimum | {'minimum_micros':900000000} | under Google's minimum for Demand Gen, 900.00 USD",
                "minimum, untold | {'minimum_micros':900000000,'fields_of':25} | minimum for Demand Gen, 900.00 USD",
                "announced spelling | {'minimum_micros':900000000,'fields_of':24,"
                        + "'minimum_error':'BUDGET_BELOW_DAILY_MINIMUM'} | minimum for Demand Gen, 900.00 USD",
                "unpublished | {'minimum_micros':900000000,'fields_of':21,'minimum_error':'UNPUBLISHED'}"
                        + " | minimum for Demand Gen",
                "unit | {'unit_micros':7000000} | not a multiple of 7.00 USD",
                "zone | {'time_zone':'Mars/Olympus'} | Mars/Olympus",
                "read only | {'access':'READ_ONLY'} | does not let Ratio Fixer change customer 111",
            })
    void raisesNothingUnderAnAccountsRules(String name, String rules, String why) {
        world.start();
        OrderLife life = new OrderLife(world, OrderType.AD_BUDGET, next());
        world.ads(new JsonObject(rules.replace('\'', '"')));

        life.drive(world.ledger(), () -> false);

        assertThat(life.status()).isEqualTo(OrderStatus.FAILED);
        assertThat(life.problem()).contains(why);
        assertThat(world.placed()).isEmpty();
    }

    @Test
    void alarmsUntilARefusedReturnIsBackAndCountsWhatItCosts() {
        world.start();
        List<BudgetReturnAlarm> alarms = world.published(Addresses.ALARMS, BudgetReturnAlarm.class);
        OrderLife life = raisedThenUndeclared();
        assertThat(returns().healthy()).isTrue();

        overdueAfter(life, 1);

        assertThat(returns().healthy()).isFalse();
        assertThat(returns().detail()).contains(life.adsCampaign()).contains("EU political ads");
        assertThat(returns().remedy()).contains("Mark as returned");
        assertThat(life.problem()).contains("EU political ads");
        BudgetReturnAlarm first = alarms.getFirst();
        assertThat(first.returned()).isFalse();
        assertThat(first.raised()).isEqualTo(first.own().plus(Money.parse("1.00", "USD")));

        // Three days of it, tried once an hour: 2 USD each day, as a day may spend twice its budget.
        for (int attempt = 2; attempt <= 80; attempt++) {
            overdueAfter(life, attempt);
        }
        Unreturned late = unreturned(life);
        Duration since = Duration.between(
                pending(life).receipt().at().plus(Duration.ofHours(30)),
                pending(life).until());
        assertThat(since).isGreaterThan(Duration.ofDays(3));
        assertThat(late.days()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(late.extra("USD").micros())
                .isBetween(2_000_000 * since.toMinutes() / 1_440, 2_000_000 * since.toMinutes() / 1_440 + 1_500);
        assertThat(pending(life).held()).isEqualTo(pending(life).terms().cost().plus(late.extra("USD")));
        assertThat(heldToday(late)).as("today's limits feel it").isPositive();

        world.ads(ANOTHER, new JsonObject().put("undeclared", false));
        life.drive(world.ledger(), () -> ended(life));

        assertThat(budgets()).isEqualTo(life.raisedAndBack());
        assertThat(returns().healthy()).isTrue();
        assertThat(alarms.getLast().returned()).isTrue();
        life.drive(world.ledger(), () -> false);
        assertThat(life.current().orElseThrow()).isInstanceOf(Completed.class);
    }

    private long heldToday(Unreturned late) {
        return late.days().getLast().cost().micros();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theAlarmOutlivesTheProcess(boolean after) {
        HaltingLedger halting =
                new HaltingLedger(world.ledger(), new Point(OrderType.AD_BUDGET, Write.NOT_RETURNED, after));
        world.start(halting);
        OrderLife life = raisedThenUndeclared(halting);
        life.drive(halting, halting::isReached);
        world.kill();
        world.start();

        life.drive(
                world.ledger(),
                () -> life.is(OrderStatus.PENDING) && pending(life).heldUp() != null);
        world.until(() -> !returns().healthy());
        assertThat(budgets()).hasSize(1);

        world.ads(ANOTHER, new JsonObject().put("undeclared", false));
        life.drive(world.ledger(), () -> false);
        assertThat(budgets()).isEqualTo(life.raisedAndBack());
    }

    @Test
    void aPersonMaySayThatItIsBack() {
        world.start();
        OrderLife life = raisedThenUndeclared();
        assertThat(returned(life)).isInstanceOf(DecideOutcome.NotAllowed.class);
        overdueAfter(life, 1);

        assertThat(returned(life)).isInstanceOf(DecideOutcome.Decided.class);

        assertThat(pending(life).heldUp()).isNull();
        assertThat(returns().healthy()).isTrue();
        life.drive(world.ledger(), () -> false);
        Completed done = (Completed) life.current().orElseThrow();
        assertThat(done.settlement().spent().micros())
                .as("what was really spent, from the report")
                .isPositive();
        assertThat(world.orders(life.campaign()).getFirst().history())
                .anySatisfy(step -> assertThat(step.event().detail()).isEqualTo("marked as returned: by hand"));
        assertThat(budgets()).as("it was not tried again").hasSize(1);
    }

    /** Somebody has paused the raised campaign: enabled again, it would spend the raised amount. */
    @Test
    void takesTheRaiseBackAlsoWhereTheCampaignWasPausedSince() {
        world.start();
        OrderLife life = new OrderLife(world, OrderType.AD_BUDGET, next());
        life.drive(world.ledger(), () -> life.is(OrderStatus.PENDING));
        world.pause(life.adsCampaign());

        life.drive(world.ledger(), () -> false);

        assertThat(budgets()).isEqualTo(life.raisedAndBack());
        assertThat(world.placed())
                .as("the pause is somebody else's and stays")
                .filteredOn(entry -> entry.placed() instanceof LedgerEntry.StatusChanged)
                .hasSize(1);
    }

    @Test
    void anOutageIsNoAlarmUntilItLasts() {
        world.start();
        OrderLife life = new OrderLife(world, OrderType.AD_BUDGET, next());
        life.drive(world.ledger(), () -> life.is(OrderStatus.PENDING));
        world.fault(new JsonObject()
                .put("route", "ads.campaignBudgets.mutate")
                .put("kind", "status")
                .put("status", 503)
                .put("times", 3));
        overdueAfter(life, 1);
        assertThat(returns().healthy()).isTrue();
        overdueAfter(life, 3);
        assertThat(returns().healthy()).isFalse();

        life.drive(world.ledger(), () -> false);

        assertThat(returns().healthy()).isTrue();
        assertThat(budgets()).isEqualTo(life.raisedAndBack());
    }

    private OrderLife raisedThenUndeclared() {
        return raisedThenUndeclared(world.ledger());
    }

    private OrderLife raisedThenUndeclared(dev.ratiofixer.smm.order.OrderLedger ledger) {
        OrderLife life = new OrderLife(world, OrderType.AD_BUDGET, next());
        life.drive(ledger, () -> life.is(OrderStatus.PENDING));
        world.ads(ANOTHER, new JsonObject().put("undeclared", true));
        return life;
    }

    private void overdueAfter(OrderLife life, int attempts) {
        life.drive(world.ledger(), () -> {
            Unreturned late = pending(life).unreturned();
            return late != null && late.attempts() >= attempts;
        });
    }

    private DecideOutcome returned(OrderLife life) {
        return (DecideOutcome) world.request(
                new DecideOrder(life.current().orElseThrow().id(), PersonDecision.RETURNED, "ada", "by hand"));
    }

    private ServicePart returns() {
        PromotionHealth health = (PromotionHealth) world.request(new GetPromotionHealth());
        return health.parts().stream()
                .filter(part -> part.name().equals("budget_returns"))
                .findFirst()
                .orElseThrow();
    }

    private static Pending pending(OrderLife life) {
        return (Pending) life.current().orElseThrow();
    }

    private static Unreturned unreturned(OrderLife life) {
        return Objects.requireNonNull(pending(life).unreturned());
    }

    private static boolean ended(OrderLife life) {
        return pending(life).endedAt() != null;
    }

    private static int next() {
        return video++;
    }

    private List<String> budgets() {
        return world.placed().stream()
                .map(entry -> entry.placed())
                .filter(LedgerEntry.BudgetChanged.class::isInstance)
                .map(placed -> (LedgerEntry.BudgetChanged) placed)
                .map(change -> change.beforeMicros() + ">" + change.afterMicros())
                .toList();
    }
}
