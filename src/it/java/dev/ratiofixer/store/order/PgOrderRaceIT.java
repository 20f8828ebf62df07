package dev.ratiofixer.store.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.SpendGuard;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.store.Database;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two nodes with connections of their own, and 64 who decide at once against one limit. */
class PgOrderRaceIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final int DECIDERS = 64;
    private static final OrderEvent EVENT = OrderSteps.EVENT;
    private static int days;

    /** A day of its own each: the engine's counters of a day are for all. */
    private final Instant now = OrderFixtures.NOW.plus(Duration.ofDays(10L * days++));

    private Database second = POSTGRES.database();
    private List<OrderLedger> nodes = List.of();

    @BeforeEach
    void twoNodes() {
        second = POSTGRES.connect(8);
        nodes = List.of(new PgOrderLedger(POSTGRES.database(), "one"), new PgOrderLedger(second, "two"));
    }

    @AfterEach
    void close() {
        Waiting.on(second.close(POSTGRES.vertx()));
    }

    @ParameterizedTest
    @CsvSource({
        "max_spend, 31.00, 999.00, 999.00, 999.00",
        "daily_spend, 999.00, 31.00, 999.00, 999.00",
        "service, 999.00, 999.00, 31.00, 999.00",
        "engine, 999.00, 999.00, 999.00, 31.00"
    })
    void neverPassesALimit(String name, String most, String day, String service, String engine) {
        SpendRules rules = new SpendRules(
                new SpendLimits(OrderFixtures.usd(most), OrderFixtures.usd(day)),
                OrderFixtures.usd(service),
                new EngineLimits(OrderFixtures.usd("20.00"), OrderFixtures.usd(engine), true));
        String campaign = OrderSteps.newCampaign(POSTGRES.database());
        List<Future<Written>> all = new ArrayList<>();
        for (int i = 0; i < DECIDERS; i++) {
            String mine = name.equals("engine") ? OrderSteps.newCampaign(POSTGRES.database()) : campaign;
            all.add(nodes.get(i % 2).write(raise(mine, "k" + i), rules, EVENT));
        }
        Waiting.on(Future.join(all));

        assertThat(all.stream().filter(one -> one.result() instanceof Written.Stored))
                .as("31.00 of %s in orders of 3.00", name)
                .hasSize(10);
    }

    /** Each was written on a day of its own, and all are approved on one. */
    @Test
    void neverPassesTheDayOnWhichManyAreApproved() {
        SpendLimits limits = new SpendLimits(OrderFixtures.usd("999.00"), OrderFixtures.usd("31.00"));
        SpendRules rules = new SpendRules(
                limits,
                OrderFixtures.usd("999.00"),
                new EngineLimits(OrderFixtures.usd("20.00"), OrderFixtures.usd("999.00"), true));
        String campaign = OrderSteps.newCampaign(POSTGRES.database());
        List<Proposed> proposed = new ArrayList<>();
        for (int i = 0; i < DECIDERS; i++) {
            Proposed one = at(raise(campaign, "d" + i), now.plus(Duration.ofDays(i / 10)));
            assertThat(Waiting.on(nodes.get(i % 2).write(one, rules, EVENT))).isInstanceOf(Written.Stored.class);
            proposed.add(one);
        }
        Instant later = now.plus(Duration.ofDays(8));
        List<Future<Changed>> all = new ArrayList<>();
        for (int i = 0; i < DECIDERS; i++) {
            all.add(nodes.get(i % 2)
                    .change(
                            proposed.get(i).id(),
                            later,
                            (order, at) -> SpendGuard.refuse(order.terms().cost(), rules, at.spend())
                                    .<NextStep>map(NextStep.NoChange::new)
                                    .orElseGet(() -> new NextStep.To(
                                            ((Proposed) order).approve(OrderFixtures.person()), EVENT))));
        }
        Waiting.on(Future.join(all));

        assertThat(all.stream().filter(one -> one.result() instanceof Changed.Updated))
                .hasSize(10);
    }

    private Proposed raise(String campaign, String key) {
        return at(OrderFixtures.raise(campaign, key, "3.00"), now);
    }

    private static Proposed at(Proposed order, Instant when) {
        var t = order.terms();
        return new Proposed(new dev.ratiofixer.smm.order.OrderTerms(
                t.orderId(),
                t.idempotencyKey(),
                t.campaignId(),
                t.video(),
                t.epoch(),
                t.serviceId(),
                t.action(),
                t.cost(),
                t.limits(),
                t.forecast(),
                t.evidence(),
                t.summary(),
                when,
                when.plus(Duration.ofDays(1))));
    }
}
