package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.policy.adbudget.AdsView.AdsHour;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** TODO. */
public interface CampaignSpans {
    /**
     * What a span of a campaign's life brought of one counter.
     *
     * @param organicViews public views without the paid ones
     * @param paidViews as Google Ads counts them
     * @param count likes or comments
     * @param rate how many of them the target asked for a view at the span's end
     * @param growth organic views of a day over all views before it, told from the day that ends with the span
     */
    record CampaignSpan(
            Instant from, Instant to, double organicViews, double paidViews, double count, double rate, double growth) {
        private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();

        double hours() {
            return Duration.between(from, to).toMillis() / HOUR_MILLIS;
        }
    }

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
}
