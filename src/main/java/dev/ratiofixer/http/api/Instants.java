package dev.ratiofixer.http.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Reads instants as people write them, in the years and the precision that PostgreSQL keeps. */
public final class Instants {
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Instants() {}

    /**
     * Reads an instant.
     *
     * @throws DateTimeException if it is no ISO 8601 instant between 1970 and 9999
     */
    public static Instant parse(String text) {
        Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new DateTimeException("not between 1970 and 9999");
        }
        return instant;
    }
}
