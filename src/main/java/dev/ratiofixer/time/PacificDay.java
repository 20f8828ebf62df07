package dev.ratiofixer.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The day that Google counts quota by: midnight to midnight Pacific time, 23 or 25 hours long when the clocks change.
 *
 * <p>Source: YouTube Data API, "Quota and compliance audits": quotas reset at midnight Pacific Time.
 */
public record PacificDay(LocalDate date) {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    /** The day that an instant falls on. */
    public static PacificDay of(Instant at) {
        return new PacificDay(LocalDate.ofInstant(at, PACIFIC));
    }

    /** Its first instant. */
    public Instant start() {
        return date.atStartOfDay(PACIFIC).toInstant();
    }

    /** The first instant of the day after. */
    public Instant end() {
        return date.plusDays(1).atStartOfDay(PACIFIC).toInstant();
    }
}
