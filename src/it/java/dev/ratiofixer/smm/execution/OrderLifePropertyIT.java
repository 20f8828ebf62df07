package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.store.Database;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Random sequences of asking, deciding, time, failures, kills and the spending switch, on the real verticle, PostgreSQL
 * and the sandbox's wire. After each step the tables keep every limit and every promise; in the end they agree with
 * what the provider wrote down.
 */
class OrderLifePropertyIT {
    private static final List<String> ROUTES = List.of(
            "ads.campaignBudgets.mutate",
            "ads.searchStream",
            "youtube.commentThreads.insert",
            "youtube.commentThreads.list",
            "hooks.receive",
            "oauth.token");

    private static final int VIDEOS = 60;

    private static Vertx vertx = Vertx.vertx();
    private static @Nullable Database database;
    private static int video;

    /** One thing that happens. */
    sealed interface Event {
        record Ask(OrderType type) implements Event {}

        record Decide(int which, boolean yes) implements Event {}

        record Wait(int hours) implements Event {}

        record Fail(String route, String kind, boolean after) implements Event {}

        record Kill() implements Event {}

        record Spending(boolean on) implements Event {}
    }

    @BeforeContainer
    static void aDatabase() {
        try {
            vertx = Vertx.vertx();
            database = TestDatabase.start(vertx, Files.createTempDirectory("order-life"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @AfterContainer
    static void close() {
        SmmWorld.await(Objects.requireNonNull(database).close(vertx));
        SmmWorld.await(vertx.close());
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Event> one = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of(OrderType.class).map(Event.Ask::new)),
                Tuple.of(
                        4,
                        Combinators.combine(Arbitraries.integers().between(0, 9), Arbitraries.of(true, true, false))
                                .as(Event.Decide::new)),
                Tuple.of(4, Arbitraries.integers().between(1, 40).map(Event.Wait::new)),
                Tuple.of(
                        3,
                        Combinators.combine(
                                        Arbitraries.of(ROUTES),
                                        Arbitraries.of("status", "drop", "half"),
                                        Arbitraries.of(true, false))
                                .as(Event.Fail::new)),
                Tuple.of(2, Arbitraries.just(new Event.Kill())),
                Tuple.of(1, Arbitraries.of(true, false).map(Event.Spending::new)));
        return one.list().ofMinSize(4).ofMaxSize(14);
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void keepsItsPromisesWhateverHappens(@ForAll("events") List<Event> events) {
        try (SmmWorld world = new SmmWorld(Objects.requireNonNull(database))) {
            world.start();
            List<OrderLife> lives = new ArrayList<>();
            for (Event event : events) {
                happens(world, lives, event);
                assertThat(world.disagreements()).as("after %s", event).isEmpty();
            }
            end(world, lives);
            List<OrderRecord> records = lives.stream()
                    .flatMap(life -> world.orders(life.campaign()).stream())
                    .toList();
            assertThat(OrderAgreement.of(records, world.placed()).disagreements())
                    .isEmpty();
            assertThat(world.disagreements()).isEmpty();
        }
    }

    private static void happens(SmmWorld world, List<OrderLife> lives, Event event) {
        switch (event) {
            case Event.Ask ask -> {
                OrderLife life = new OrderLife(world, ask.type(), video++ % VIDEOS);
                life.ask();
                lives.add(life);
            }
            case Event.Decide decide -> {
                if (!lives.isEmpty()) {
                    lives.get(decide.which() % lives.size()).decide(decide.yes());
                }
            }
            case Event.Wait wait -> world.time.advance(Duration.ofHours(wait.hours()));
            case Event.Fail fail ->
                world.fault(new JsonObject()
                        .put("route", fail.route())
                        .put("kind", fail.kind())
                        .put("when", fail.after() ? "after" : "before")
                        .put("times", 2));
            case Event.Kill kill -> {
                world.kill();
                world.start();
            }
            case Event.Spending spending ->
                world.apply(world.settings(
                        new EngineLimits(OrderFixtures.usd("60.00"), OrderFixtures.usd("9.00"), spending.on())));
        }
    }

    /** The providers are well again, and everything comes to its end. */
    private static void end(SmmWorld world, List<OrderLife> lives) {
        world.clearFaults();
        // Who is only asked is told no; a refused yes would be asked for ever.
        lives.forEach(life -> life.decide(false));
        for (Optional<OrderLife> next = nextDue(lives); next.isPresent(); next = nextDue(lives)) {
            OrderLife life = next.get();
            Optional<Order> before = life.current();
            life.drive(world.ledger(), () -> !life.current().equals(before));
        }
    }

    /** The clock is everybody's: moved past what is due earlier elsewhere, it would make that late. */
    private static Optional<OrderLife> nextDue(List<OrderLife> lives) {
        return lives.stream()
                .filter(life -> life.current()
                        .filter(order -> !(order instanceof Completed) && !(order instanceof Ended))
                        .isPresent())
                .min(Comparator.comparing(
                        life -> life.current().flatMap(Order::due).orElse(Instant.MIN)));
    }
}
