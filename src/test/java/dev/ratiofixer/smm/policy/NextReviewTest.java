package dev.ratiofixer.smm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextReviewTest {
    /** Readings are kept where the day of the ads account is cut into quarters. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "Asia/Tokyo"})
    void aReadingIsKeptSoonAfterTheAdsAccountsMidnight(String zone) {
        PolicyFixtures here = new PolicyFixtures();
        here.zone = ZoneId.of(zone);
        // In the evening, wherever that is.
        here.late = Duration.between(
                here.at(),
                here.at()
                        .atZone(here.zone)
                        .toLocalDate()
                        .atStartOfDay(here.zone)
                        .plusHours(20));
        ZonedDateTime next = here.decide().askAgainAt().atZone(here.zone);

        Duration sinceMidnight = Duration.between(next.toLocalDate().atStartOfDay(here.zone), next);
        assertThat(sinceMidnight).isLessThan(Duration.ofMinutes(60));
        assertThat(next.toInstant()).isBefore(here.at().plus(Duration.ofDays(1)));
    }

    /** What the report lags by then is known of the quarter before, wherever the account is. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/Los_Angeles", "Asia/Kolkata"})
    void aQuarterOfTheAdsAccountsDayIsLookedAtWhenItIsWhole(String zone) {
        PolicyFixtures here = new PolicyFixtures();
        here.zone = ZoneId.of(zone);
        ZonedDateTime midnight =
                here.at().atZone(here.zone).toLocalDate().plusDays(1).atStartOfDay(here.zone);
        for (int quarter = 0; quarter < 4; quarter++) {
            ZonedDateTime begin = midnight.plusHours(6L * quarter);
            here.late = Duration.between(
                    PolicyFixtures.START.plus(Duration.ofDays(here.days)),
                    begin.plusHours(2).toInstant());
            ZonedDateTime next = here.decide().askAgainAt().atZone(here.zone);

            assertThat(Duration.between(begin, next)).isBetween(Duration.ofMinutes(370), Duration.ofMinutes(420));
        }
    }
}
