package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrderProcessorIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    /** The timer rings by a clock that has moved on since the order's due time was compared with it. */
    @Test
    void anOrderThatFallsDueWhileItsTimerIsSetIsTakenAtOnce() {
        try (SmmWorld world = new SmmWorld(POSTGRES.database())) {
            world.start();
            OrderLife raise = new OrderLife(world, OrderType.AD_BUDGET, 0);
            raise.ask();
            raise.decide(true);
            world.settle();
            Instant due = ((Pending) order(world, raise)).until();
            AtomicBoolean passed = new AtomicBoolean();
            world.beforeTimer = delay -> {
                Duration rest = Duration.between(world.time.instant(), due);
                if (delay.equals(rest) && passed.compareAndSet(false, true)) {
                    world.time.advance(rest.plusSeconds(1));
                }
            };

            world.advance(Duration.between(world.time.instant(), due.minusSeconds(73)));

            world.until(passed::get);
            world.settle();
            assertThat(world.time.instant()).isEqualTo(due.plusSeconds(1));
            assertThat(((Pending) order(world, raise)).endedAt()).isNotNull();
        }
    }

    /** They are messages of their own: what one receiver leaves unanswered holds up no other campaign's. */
    @Test
    void aTaskThatIsNotAnsweredHoldsUpNoOtherTaskOfItsService() {
        try (SmmWorld world = new SmmWorld(POSTGRES.database())) {
            world.start();
            OrderLife unanswered = new OrderLife(world, OrderType.TEAM_TASK, 0);
            OrderLife other = new OrderLife(world, OrderType.TEAM_TASK, 1);
            SmmWorld.await(world.hang("hooks.receive", false));
            unanswered.ask();
            unanswered.decide(true);
            world.until(() -> world.faultHits() > 0);

            other.ask();
            other.decide(true);

            world.until(() -> order(world, other) instanceof Pending);
            assertThat(order(world, unanswered)).isInstanceOf(Placing.class);
        }
    }

    private static Order order(SmmWorld world, OrderLife life) {
        return world.orders(life.campaign()).getFirst().order();
    }
}
