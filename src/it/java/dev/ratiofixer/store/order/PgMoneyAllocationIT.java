package dev.ratiofixer.store.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.order.OrderTerms.ForecastRange;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left of a day's limit goes where it brings the most, whichever node asks. */
class PgMoneyAllocationIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    /** Room for one order of a day. */
    private static final SpendRules ROOM_FOR_ONE = new SpendRules(
            OrderFixtures.LIMITS,
            OrderFixtures.usd("200.00"),
            new EngineLimits(OrderFixtures.usd("20.00"), OrderFixtures.usd("6.00"), true));

    private final OrderLedger one = new PgOrderLedger(POSTGRES.database(), "one");
    private final OrderLedger two = new PgOrderLedger(POSTGRES.database(), "two");
    private static Instant day = OrderFixtures.NOW.truncatedTo(ChronoUnit.DAYS);

    private String good = "";
    private String poor = "";
    private int orders;

    /** Each test has days of its own. */
    @BeforeEach
    void twoCampaigns() {
        day = day.plus(Duration.ofDays(60));
        good = OrderSteps.newCampaign(POSTGRES.database());
        poor = OrderSteps.newCampaign(POSTGRES.database());
    }

    private Written ask(OrderLedger ledger, String campaign, Instant at, long likesLow, SpendRules rules) {
        orders++;
        Proposed some = OrderFixtures.raise(campaign, "key-" + orders, "5.00");
        OrderTerms terms = some.terms();
        ForecastRange range = new ForecastRange(likesLow, likesLow + 50, 0, 0, likesLow, 0, 3, null);
        OrderTerms wished = new OrderTerms(
                terms.orderId(),
                terms.idempotencyKey(),
                campaign,
                terms.video(),
                terms.epoch(),
                "service of " + campaign,
                terms.action(),
                Money.parse("5.00", "USD"),
                terms.limits(),
                new Forecast(likesLow + 20, 0, range),
                terms.evidence(),
                terms.summary(),
                at,
                at.plus(Duration.ofDays(1)));
        return Waiting.on(ledger.write(new Proposed(wished), rules, OrderSteps.EVENT));
    }

    @Test
    void whoAsksFirstDoesNotGetWhatAnotherNeedsMore() {
        assertThat(ask(one, good, day.plusSeconds(60), 200, ROOM_FOR_ONE)).isInstanceOf(Written.Stored.class);
        assertThat(ask(two, poor, day.plusSeconds(120), 10, ROOM_FOR_ONE)).isInstanceOf(Written.Disallowed.class);

        Instant next = day.plus(Duration.ofDays(1));
        Written refused = ask(two, poor, next.plusSeconds(60), 10, ROOM_FOR_ONE);
        assertThat(refused).isInstanceOf(Written.Disallowed.class);
        assertThat(((Written.Disallowed) refused).reason()).contains("promise more likes");
        assertThat(ask(one, good, next.plusSeconds(120), 200, ROOM_FOR_ONE)).isInstanceOf(Written.Stored.class);
    }

    @Test
    void whoWentShortForDaysComesFirst() {
        for (int days = 0; days < 3; days++) {
            Instant at = day.plus(Duration.ofDays(days));
            assertThat(ask(one, good, at.plusSeconds(60), 200, ROOM_FOR_ONE)).isInstanceOf(Written.Stored.class);
            assertThat(ask(two, poor, at.plusSeconds(120), 10, ROOM_FOR_ONE)).isInstanceOf(Written.Disallowed.class);
        }
        Instant then = day.plus(Duration.ofDays(3));
        assertThat(ask(one, good, then.plusSeconds(240), 200, ROOM_FOR_ONE)).isInstanceOf(Written.Disallowed.class);
        assertThat(ask(two, poor, then.plusSeconds(300), 10, ROOM_FOR_ONE)).isInstanceOf(Written.Stored.class);
    }

    @Test
    void whatWasWantedLongAgoKeepsNothing() {
        assertThat(ask(one, good, day.plusSeconds(60), 200, ROOM_FOR_ONE)).isInstanceOf(Written.Stored.class);
        assertThat(ask(two, poor, day.plus(Duration.ofHours(31)), 10, ROOM_FOR_ONE))
                .isInstanceOf(Written.Stored.class);
    }
}
