package dev.ratiofixer.smm.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The paid views up to any instant: of an hour that has not ended by then, the part that has passed. */
final class PaidViews {
    private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private record Hour(double before, double views) {}

    private final NavigableMap<Instant, Hour> hours = new TreeMap<>();

    /** @param hours oldest first */
    PaidViews(List<AdsHour> hours) {
        double before = 0;
        for (AdsHour hour : hours) {
            this.hours.put(hour.start(), new Hour(before, hour.views()));
            before += hour.views();
        }
    }

    double between(Instant from, Instant to) {
        return until(to) - until(from);
    }

    private double until(Instant at) {
        Map.Entry<Instant, Hour> hour = hours.floorEntry(at);
        if (hour == null) {
            return 0;
        }
        double passed = Duration.between(hour.getKey(), at).toMillis() / HOUR_MILLIS;
        return hour.getValue().before() + Math.min(1, passed) * hour.getValue().views();
    }
}
