package dev.ratiofixer.smm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskAgainTest {
    /** A day's likes are told from the readings around its ends: far from them, they are in part another day's. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "Asia/Tokyo"})
    void aReadingIsKeptSoonAfterTheAdsAccountsMidnight(String zone) {
        Cases here = new Cases();
        here.zone = ZoneId.of(zone);
        // After the hour of the report.
        here.late = Duration.ofHours(1);
        ZonedDateTime next = here.decide().askAgainAt().atZone(here.zone);

        Duration sinceMidnight = Duration.between(next.toLocalDate().atStartOfDay(here.zone), next);
        assertThat(sinceMidnight).isLessThan(Duration.ofMinutes(50));
        assertThat(next.toInstant()).isBefore(here.at().plus(Duration.ofDays(1)));
    }

    /** The report of the day before is whole so long after the midnight of the account, wherever that is. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/Los_Angeles", "Asia/Tokyo"})
    void theReportIsLookedAtWhenTheAdsAccountsDayIsWhole(String zone) {
        Cases here = new Cases();
        here.zone = ZoneId.of(zone);
        ZonedDateTime midnight =
                here.at().atZone(here.zone).toLocalDate().plusDays(1).atStartOfDay(here.zone);
        // After that night's reading, before its report.
        here.late = Duration.between(here.at(), midnight.plusHours(2));
        ZonedDateTime next = here.decide().askAgainAt().atZone(here.zone);

        assertThat(Duration.between(midnight, next)).isBetween(Duration.ofMinutes(370), Duration.ofMinutes(420));
    }
}
