package dev.ratiofixer.store.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderFigures;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgOrderFiguresIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = OrderFixtures.NOW;

    @Test
    void countsWhatWaitsForAPersonWhatIsNotBackAndWhatTheDayHolds() {
        OrderFigures.Source figures = new PgOrderFigures(POSTGRES.database());
        OrderSteps steps = new OrderSteps(new PgOrderLedger(POSTGRES.database(), "one"));
        assertThat(Waiting.on(figures.at(NOW)).proposed()).isZero();

        Proposed waiting = OrderFixtures.raise(OrderSteps.newCampaign(POSTGRES.database()), "a", "4.00");
        steps.written(waiting);
        assertThat(Waiting.on(figures.at(NOW)))
                .extracting(OrderFigures::proposed, OrderFigures::budgetsNotBack)
                .containsExactly(1L, 0L);

        steps.begun(waiting);
        steps.become(waiting.approve(OrderFixtures.person())
                .begin(NOW.plusMillis(3))
                .placed(OrderFixtures.receipt(NOW), Duration.ofDays(1)));
        assertThat(Waiting.on(figures.at(NOW)))
                .extracting(OrderFigures::proposed, OrderFigures::budgetsNotBack)
                .containsExactly(0L, 0L);
        assertThat(Waiting.on(figures.at(NOW)).heldToday()).containsEntry("USD", 4_000_000L);

        OrderFigures later = Waiting.on(figures.at(NOW.plus(Duration.ofDays(3))));
        assertThat(later.budgetsNotBack()).isEqualTo(1);
        assertThat(later.heldToday()).as("another day").isEmpty();
    }
}
