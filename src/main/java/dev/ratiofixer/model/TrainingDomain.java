package dev.ratiofixer.model;

import dev.ratiofixer.model.FeatureEncoder.FirstFrameShare;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the training data knows, and how the answer widens beyond it.
 *
 * @param minAgeDays of ordinary videos; Shorts are known from {@link FirstWeek#DAYS} on
 * @param minViews views of the least seen reading
 * @param maxViews views that hardly any reading exceeds
 */
public record TrainingDomain(double minAgeDays, double maxAgeDays, long minViews, long maxViews) {
    /**
     * Likes per view fall to 0.75 of themselves from day 7 to day 168 in the data: ln 0.75 / ln 24. Beyond those days
     * the median follows this line.
     */
    private static final double AGE_SLOPE = -0.09;
    /** Before the first hours that the data knows likes per view fall as in the first week, {@link FirstWeek}. */
    private static final double EARLY_SLOPE = -0.17;
    /** By how much one unit of log age beyond the domain widens one standard deviation of log count. */
    private static final double AGE_WIDENING = 0.15;
    /**
     * A first-frame view of an ordinary video: unknown by how much views rose, a fifth to a half is usual of Shorts.
     * This much when all of its life was counted so.
     */
    private static final double REGIME_WIDENING = 0.35;

    /** Standard normal quantiles of the five levels. */
    private static final double[] NORMAL = {-1.2816, -0.6745, 0, 0.6745, 1.2816};
    /** Slopes of log count in log views above the domain, and below it: non-negative, so the answer stays monotone. */
    private static final double[] ABOVE = {0.6, 0.75, 0.9, 1.0, 1.1};

    private static final double[] BELOW = {1.4, 1.2, 1.0, 0.85, 0.7};

    /**
     * Why a row is outside, one sentence a reason; empty when it is inside.
     *
     * @param videosChanged since when ordinary videos' views count at the first frame
     */
    List<String> reasons(Features row, Instant videosChanged) {
        if (knows(row)) {
            return List.of();
        }
        List<String> reasons = new ArrayList<>();
        if (!knowsAge(row)) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "age %.3g days: the data knows %s to %.0f",
                    row.ageDays(),
                    days(minAge(row)),
                    maxAgeDays));
        }
        if (!knowsViews(row)) {
            reasons.add(row.views() + " views: the data knows " + minViews + " to " + maxViews);
        }
        if (foreignRegime(row)) {
            reasons.add("views of ordinary videos count at the first frame since "
                    + LocalDate.ofInstant(videosChanged, ZoneOffset.UTC) + ": the data is older");
        }
        return reasons;
    }

    private static String days(double days) {
        return days < 1 ? String.format(Locale.ROOT, "%.2f", days) : String.format(Locale.ROOT, "%.0f", days);
    }

    private double minAge(Features row) {
        return switch (row.form()) {
            case VIDEO -> minAgeDays;
            case SHORT -> Math.max(minAgeDays, FirstWeek.DAYS);
        };
    }

    private boolean knows(Features row) {
        return knowsAge(row) && knowsViews(row) && !foreignRegime(row);
    }

    private boolean knowsAge(Features row) {
        return row.ageDays() >= minAge(row) && row.ageDays() <= maxAgeDays;
    }

    private boolean knowsViews(Features row) {
        return row.views() >= minViews && row.views() <= maxViews;
    }

    private static boolean foreignRegime(Features row) {
        return row.form() == VideoForm.VIDEO && row.regime() == CountingRegime.FIRST_FRAME;
    }

    /** Log views as far as the network is asked for them. */
    double logViews(Features row) {
        return Math.log1p((double) Math.clamp(row.views(), minViews, maxViews));
    }

    /**
     * Moves the five quantiles of log count, which are in order, of a row that is outside; leaves one inside alone.
     * What is uncertain for being outside is added to the band's own width as independent errors add up: when views
     * grow, each quantile then moves by something between what it and the median would have moved, so it never falls.
     *
     * @param videosChanged since when ordinary videos' views count at the first frame
     */
    void extend(Features row, double[] logCounts, Instant videosChanged) {
        if (knows(row)) {
            return;
        }
        double excess = Math.log1p((double) row.views()) - logViews(row);
        double[] slopes = excess > 0 ? ABOVE : BELOW;
        double age = Math.max(row.ageDays(), 1.0 / 24);
        double strange = Math.log(age / Math.clamp(age, minAge(row), maxAgeDays));
        double byAge = strange < 0 ? EARLY_SLOPE * strange : AGE_SLOPE * strange;
        double deviation = AGE_WIDENING * Math.abs(strange)
                + (foreignRegime(row) ? REGIME_WIDENING * FirstFrameShare.of(row, videosChanged) : 0);
        double median = logCounts[QuantileHead.QUANTILES / 2];
        for (int j = 0; j < logCounts.length; j++) {
            double widened = deviation == 0
                    ? logCounts[j]
                    : median + Math.signum(NORMAL[j]) * Math.hypot(logCounts[j] - median, NORMAL[j] * deviation);
            logCounts[j] = widened + slopes[j] * excess + byAge;
        }
    }
}
