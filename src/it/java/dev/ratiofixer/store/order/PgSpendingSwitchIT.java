package dev.ratiofixer.store.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.SpendingControl.HeldToday;
import dev.ratiofixer.smm.api.SpendingControl.SwitchChange;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgSpendingSwitchIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final PgSpendingSwitch spending = new PgSpendingSwitch(POSTGRES.database());

    @Test
    void theLastTurnCountsAndNoneIsEverTakenBack() {
        assertThat(Waiting.on(spending.last())).isEmpty();
        SwitchChange off = new SwitchChange(false, OrderFixtures.NOW, "ada", "the label asked");
        SwitchChange on = new SwitchChange(true, OrderFixtures.NOW.minusSeconds(5), "ben", "it may");

        Waiting.on(spending.turn(off));
        assertThat(Waiting.on(spending.last())).contains(off);
        Waiting.on(spending.turn(on));
        assertThat(Waiting.on(spending.last()))
                .as("by order, not by anybody's clock")
                .contains(on);

        assertThatThrownBy(() -> Waiting.on(POSTGRES.database()
                        .pool()
                        .query("DELETE FROM ratio_fixer_spending_switch")
                        .execute()))
                .hasMessageContaining("append-only");
    }

    @Test
    void whatIsHeldOfADayIsListedInAllAndByService() {
        LocalDate day = LocalDate.parse("2026-11-22");
        Waiting.on(POSTGRES.database()
                .pool()
                .query("INSERT INTO ratio_fixer_spend_days (day, service_id, currency, held_micros)"
                        + " VALUES ('2026-11-22', '', 'USD', 40000000), ('2026-11-22', '2324', 'USD', 40000000),"
                        + " ('2026-11-21', '', 'USD', 1)")
                .execute());

        Money held = Money.parse("40.00", "USD");
        assertThat(Waiting.on(spending.held(day)))
                .containsExactly(new HeldToday("", held), new HeldToday("2324", held));
    }
}
