package dev.ratiofixer.youtube.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.time.PacificDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacificDayTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-10T07:59:59.999Z, 2026-11-09",
        "2026-11-10T08:00:00Z, 2026-11-10",
        "2026-07-01T06:59:59Z, 2026-06-30",
        "2026-07-01T07:00:00Z, 2026-07-01",
        "2026-12-31T23:59:59Z, 2026-12-31",
        "2027-01-01T07:59:59Z, 2026-12-31",
        "2028-02-29T08:00:00Z, 2028-02-29",
        "2026-11-01T07:00:00Z, 2026-11-01",
        "2026-11-02T07:59:59Z, 2026-11-01",
        "2026-11-02T08:00:00Z, 2026-11-02"
    })
    void anInstantFallsOnGooglesDay(Instant at, LocalDate day) {
        assertThat(PacificDay.of(at).date()).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-08, PT23H", "2026-11-01, PT25H", "2026-11-10, PT24H", "2027-03-14, PT23H"})
    void aDayLastsUntilTheNextMidnightAlsoWhenTheClocksChange(LocalDate date, Duration length) {
        PacificDay day = new PacificDay(date);

        assertThat(Duration.between(day.start(), day.end())).isEqualTo(length);
        assertThat(PacificDay.of(day.start())).isEqualTo(day);
        assertThat(PacificDay.of(day.end().minusMillis(1))).isEqualTo(day);
    }

    @Test
    void daysFollowEachOtherWithoutGapOverAYear() {
        PacificDay day = new PacificDay(LocalDate.of(2026, 1, 1));
        for (int i = 0; i < 800; i++) {
            PacificDay next = PacificDay.of(day.end());
            assertThat(next.date()).isEqualTo(day.date().plusDays(1));
            assertThat(next.start()).isEqualTo(day.end());
            day = next;
        }
    }
}
