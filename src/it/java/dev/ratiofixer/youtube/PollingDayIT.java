package dev.ratiofixer.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.youtube.PollingDay.Figures;
import dev.ratiofixer.youtube.PollingDay.Plan;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small days; {@link PollingFigures} runs the large ones. */
class PollingDayIT {
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01", "2026-03-08"})
    void aDayOfMoreVideosThanTheQuotaCarriesUsesItAllAndNoMore(LocalDate date) throws Exception {
        Plan plan = new Plan(600, 5, Duration.ofSeconds(36), 300, 200, date, 0);
        MemoryLedger ledger = new MemoryLedger();

        Figures day = PollingDay.simulate(plan, ledger);

        assertThat(day.units()).isLessThanOrEqualTo(300);
        assertThat(day.statsCalls()).isLessThanOrEqualTo(200);
        assertThat(day.usedPercent()).isGreaterThanOrEqualTo(98);
        assertThat(day.idsPerCall()).isGreaterThanOrEqualTo(49);
        assertThat(day.fewestIds()).isGreaterThanOrEqualTo(45);
        assertThat(ledger.used(new PacificDay(date))).isEqualTo(day.units() + day.statsCalls());
    }

    @Test
    void aNodeThatIsKilledAgainAndAgainNeverPassesTheLimit() throws Exception {
        Plan plan = new Plan(600, 5, Duration.ofSeconds(36), 300, 300, LocalDate.of(2026, 11, 10), 60);
        MemoryLedger ledger = new MemoryLedger();

        Figures day = PollingDay.simulate(plan, ledger);

        assertThat(day.kills()).isEqualTo(60);
        assertThat(day.units()).isLessThanOrEqualTo(300);
        assertThat(day.statsCalls()).isLessThanOrEqualTo(300);
        assertThat(day.usedPercent()).isGreaterThan(50);
    }
}
