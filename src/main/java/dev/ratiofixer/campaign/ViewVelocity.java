package dev.ratiofixer.campaign;

import dev.ratiofixer.video.Sample;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Measures how fast a video's views grow, once an hour: YouTube moves counters in steps, so that two samples next to
 * each other say little.
 *
 * @param since when the views it is measured from were read, {@code null} before the first sample
 * @param fast whether the last whole measure was fast
 */
record ViewVelocity(@Nullable Instant since, long views, boolean fast) {
    static final ViewVelocity UNKNOWN = new ViewVelocity(null, 0, false);

    private static final Duration MEASURE = Duration.ofHours(1);
    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();
    /** A tenth more a day, and not just a handful of views. */
    private static final double FAST_A_DAY = 0.1;

    private static final double FEWEST_A_DAY = 100;

    ViewVelocity after(Sample sample) {
        Long now = sample.counters().views();
        if (now == null) {
            return this;
        }
        if (since == null || now < views) {
            return new ViewVelocity(sample.at(), now, fast);
        }
        Duration passed = Duration.between(since, sample.at());
        if (passed.compareTo(MEASURE) < 0) {
            return this;
        }
        double aDay = (now - views) / (passed.toSeconds() / SECONDS_A_DAY);
        return new ViewVelocity(sample.at(), now, aDay >= Math.max(FEWEST_A_DAY, FAST_A_DAY * views));
    }
}
