package dev.ratiofixer.smm.policy;

import java.time.Duration;
import java.time.Instant;

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
