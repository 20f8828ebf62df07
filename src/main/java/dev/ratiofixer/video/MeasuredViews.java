package dev.ratiofixer.video;

import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many engaged views are in a video's public ones, by the days that its owner's analytics tell. Immutable.
 *
 * <p>The days count as they are. What the public counter has beyond them came before them, when ads may have brought
 * less, or after the last, of which YouTube has not counted all yet: each part goes by the days next to it.
 *
 * @param from the start of the first known day
 * @param to the end of the last one
 * @param views public views of all known days
 * @param engaged the engaged ones of them
 * @param first public views for each engaged one of the first week that is known
 * @param last the same of the last week
 * @param daily public views of a day of the last week
 */
public record MeasuredViews(
        Instant from, Instant to, long views, long engaged, double first, double last, double daily) {
    private static final double MOST = 10;
    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

    public MeasuredViews {
        first = Math.clamp(first, 1, MOST);
        last = Math.clamp(last, 1, MOST);
    }

    /** Returns public views for each engaged one of all known days. */
    public double viewsPerEngaged() {
        return engaged <= 0 ? 1 : Math.clamp((double) views / engaged, 1, MOST);
    }

    /**
     * Returns the engaged views in public ones.
     *
     * @param shown as the public counter has them
     * @param since when views began to count at the first frame
     */
    public double engaged(double shown, @Nullable Instant published, Instant now, Instant since) {
        if (shown <= views) {
            return shown / viewsPerEngaged();
        }
        double days = Math.max(0, (now.toEpochMilli() - to.toEpochMilli()) / DAY_MILLIS);
        double after = Math.min(shown - views, daily * days);
        double before = shown - views - after;
        double age = published == null ? 0 : (from.toEpochMilli() - published.toEpochMilli()) / DAY_MILLIS;
        double share = ChannelCounting.firstFrameShare(published, age, since);
        return Math.min(shown, engaged + after / last + ChannelCounting.engaged(before, share, first));
    }
}
