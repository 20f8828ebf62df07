package dev.ratiofixer.sandbox.youtube;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

/** What the project has used of a day's quota; a day begins at midnight Pacific time. Safe on any thread. */
public final class QuotaTracker {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private record Day(LocalDate date, long fromMillis, long toMillis, AtomicLong units, AtomicLong calls) {
        static Day of(long nowMillis) {
            LocalDate date = Instant.ofEpochMilli(nowMillis).atZone(PACIFIC).toLocalDate();
            return new Day(date, start(date), start(date.plusDays(1)), new AtomicLong(), new AtomicLong());
        }

        private static long start(LocalDate date) {
            return date.atStartOfDay(PACIFIC).toInstant().toEpochMilli();
        }

        AtomicLong of(Bucket bucket) {
            return switch (bucket) {
                case UNITS -> units;
                case STATS_CALLS -> calls;
            };
        }
    }

    private final long unitsLimit;
    private final long callsLimit;
    private volatile Day day;

    public QuotaTracker(long unitsLimit, long callsLimit, long nowMillis) {
        this.unitsLimit = unitsLimit;
        this.callsLimit = callsLimit;
        day = Day.of(nowMillis);
    }

    /** Takes units from a bucket, or takes none and says false if it does not hold so many any more. */
    public boolean take(Bucket bucket, int units, long nowMillis) {
        AtomicLong used = today(nowMillis).of(bucket);
        long limit = limit(bucket);
        long before = used.getAndAdd(units);
        if (before + units > limit) {
            used.getAndAdd(-units);
            return false;
        }
        return true;
    }

    /** What is used of a bucket today. */
    public long used(Bucket bucket, long nowMillis) {
        return today(nowMillis).of(bucket).get();
    }

    public long limit(Bucket bucket) {
        return switch (bucket) {
            case UNITS -> unitsLimit;
            case STATS_CALLS -> callsLimit;
        };
    }

    /** The Pacific day that an instant lies in. */
    public LocalDate date(long nowMillis) {
        return today(nowMillis).date();
    }

    private Day today(long nowMillis) {
        Day current = day;
        return nowMillis < current.toMillis() ? current : turn(nowMillis);
    }

    private synchronized Day turn(long nowMillis) {
        if (nowMillis >= day.toMillis()) {
            day = Day.of(nowMillis);
        }
        return day;
    }
}
