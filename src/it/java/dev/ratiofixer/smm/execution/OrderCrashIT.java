package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.execution.HaltingLedger.Point;
import dev.ratiofixer.smm.execution.HaltingLedger.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stops the engine for good at each named step of an order's life, for each kind of order, starts another and compares
 * the provider with the ledger. {@link OrderKillFigures} does the same to processes, at random.
 */
class OrderCrashIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static SmmWorld world;
    private static int video;

    /** What befalls a request: it is lost on its way, or its answer is. */
    private enum Lost {
        REQUEST,
        ANSWER
    }

    /** @param route whose next call is hung when {@code point} is reached, empty to stop at the point itself */
    record Step(Point point, String route, Lost lost) {
        @Override
        public String toString() {
            String where = point.type() + (point.after() ? " after " : " before ") + point.write();
            return route.isEmpty() ? where : where + ", next " + lost + " of " + route + " lost";
        }
    }

    @BeforeAll
    static void aWorld() {
        world = new SmmWorld(POSTGRES.database());
    }

    @AfterAll
    static void close() {
        world.close();
    }

    static Stream<Step> steps() {
        List<Step> steps = new ArrayList<>();
        HaltingLedger.points().forEach(point -> steps.add(new Step(point, "", Lost.REQUEST)));
        for (Lost lost : Lost.values()) {
            for (OrderType type : OrderType.values()) {
                steps.add(new Step(new Point(type, Write.CONFIRM_PLACING, true), route(type), lost));
            }
            // The budget's return, its first reading, the trial of the change, and its reading back.
            String mutate = route(OrderType.AD_BUDGET);
            steps.add(new Step(new Point(OrderType.AD_BUDGET, Write.CONFIRM_RETURN, true), mutate, lost));
            steps.add(new Step(new Point(OrderType.AD_BUDGET, Write.BEGIN, true), "ads.searchStream", lost));
            steps.add(new Step(new Point(OrderType.AD_BUDGET, Write.BEGIN, true), mutate, lost));
            steps.add(new Step(new Point(OrderType.AD_BUDGET, Write.CONFIRM_PLACING, true), "ads.searchStream", lost));
        }
        return steps.stream();
    }

    private static String route(OrderType type) {
        return switch (type) {
            case AD_BUDGET -> "ads.campaignBudgets.mutate";
            case OWNER_COMMENT -> "youtube.commentThreads.insert";
            case TEAM_TASK -> "hooks.receive";
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void placesItOnceAndLosesNothingWhenKilled(Step step) {
        OrderLife life = new OrderLife(world, step.point().type(), video++);
        int before = world.placed().size();
        killedAt(step, life);

        life.drive(world.ledger(), () -> false);

        life.assertPlacedOnce(world.placed().subList(before, world.placed().size()));
        assertThat(world.disagreements()).isEmpty();
    }

    /** Lives until the step, dies there and lives again. */
    private static void killedAt(Step step, OrderLife life) {
        boolean answer = step.lost() == Lost.ANSWER;
        HaltingLedger halting = step.route().isEmpty()
                ? new HaltingLedger(world.ledger(), step.point())
                : new HaltingLedger(world.ledger(), step.point(), () -> world.hang(step.route(), answer));
        world.kill();
        world.start(halting);
        life.drive(halting, () -> halting.isReached() && (step.route().isEmpty() || world.faultHits() > 0));
        world.kill();
        world.clearFaults();
        world.start();
    }
}
