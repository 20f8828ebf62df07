package dev.ratiofixer.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                               |                               | PT0S",
                "7                               |                               | PT7S",
                " 120                            |                               | PT2M",
                "Mon, 30 Nov 2026 12:10:00 GMT   |                               | PT10M",
                "Mon, 30 Nov 2026 12:10:00 GMT   | Mon, 30 Nov 2026 12:09:00 GMT | PT1M",
                "Mon, 30 Nov 2026 12:10:00 GMT   | not a date                    | PT10M",
                "Monday, 30-Nov-26 12:10:00 GMT  |                               | PT10M",
                "Mon Nov 30 12:10:00 2026        |                               | PT10M",
                "Tue Dec  1 00:00:00 2026        |                               | PT12H",
            })
    void readsSecondsAndEveryFormOfADate(String header, @Nullable String date, Duration pause) {
        assertThat(RetryAfter.pause(header, date, NOW)).contains(pause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "1.5", "", "Mon, 30 Nov 2026 11:59:59 GMT", "Mon, 31 Feb 2026 12:00:00 GMT"})
    void whatCannotBeReadOrIsOverAsksForNothing(String header) {
        assertThat(RetryAfter.pause(header, null, NOW)).isEqualTo(Optional.empty());
    }

    @Test
    void nothingIsPutOffForLongerThanADay() {
        assertThat(RetryAfter.pause("999999999", null, NOW)).contains(Duration.ofDays(1));
        assertThat(RetryAfter.pause("99999999999999999999", null, NOW)).contains(Duration.ofDays(1));
        assertThat(RetryAfter.pause("9".repeat(60), null, NOW)).contains(Duration.ofDays(1));
        assertThat(RetryAfter.pause("0000000000000000000000030", null, NOW)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.pause("99999999999999", null, NOW)).contains(Duration.ofDays(1));
        assertThat(RetryAfter.pause("Wed, 30 Nov 2033 12:00:00 GMT", null, NOW)).contains(Duration.ofDays(1));
        assertThat(RetryAfter.pause(null, null, NOW)).isEmpty();
    }
}
