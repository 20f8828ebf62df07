package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.order.CampaignReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns from a campaign's spans of hours how often its paid viewers like or comment.
 *
 * <p>Each span's count is {@code rate × (organic views × a + paid views × b)} plus noise, {@code rate} being what the
 * target asks of a view. Nothing of the two is taken for granted: above all, who comes now by himself does not like as
 * often as all who came before him. {@code docs/control.md} has the formulas, where the numbers come from, and how well
 * it does.
 */
final class PaidEngagementEstimator {
    private static final double LEAST_HOURS = 11;
    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();
    /**
     * Organic likes a view of the next weeks over those until then. In the engagement data (7 to 28, 28 to 84, 84 to
     * 168 days; 20,758 pairs of music and other videos, not Shorts) nine of ten lie between 0.16 and 0.8, half below
     * 0.41; in the first week it is higher.
     */
    private static final double MARGINAL = 0.45;

    /**
     * The same while the video is fresh: then most of all viewers so far are of these very days. No data tells it (the
     * engagement data begins at seven days); the value lets the curve through the readings run on towards 1.
     */
    private static final double MARGINAL_FRESH = 0.85;

    /** Of a video that has grown by so much in a day, a twelfth or more. About what a week-old video does is half. */
    private static final double FRESH = 0.12;

    private static final double SETTLED = 0.03;
    private static final double LEAST_STANDING = 0.1;
    private static final double MOST_STANDING = 3;

    private PaidEngagementEstimator() {}

    /**
     * The estimate, or nothing when less than half a day with paid views is known, or nothing is known to start from.
     *
     * @param readings oldest first; the first one says where organic viewers start, the last one where the video stands
     */
    static Optional<PaidEstimate> estimate(List<CampaignReading> readings, AdsFacts ads, Counter counter, Instant now) {
        List<Double> standings = readings.stream()
                .flatMap(reading -> standing(reading, counter).stream())
                .toList();
        List<CampaignSpan> spans = CampaignSpans.of(readings, ads.hours(), counter, now);
        double paid = spans.stream()
                .filter(span -> span.paidViews() > 0)
                .mapToDouble(CampaignSpan::hours)
                .sum();
        return paid < LEAST_HOURS || standings.isEmpty()
                ? Optional.empty()
                : Optional.of(learn(spans, standings.getFirst(), standings.getLast()));
    }

    private static PaidEstimate learn(List<CampaignSpan> spans, double first, double now) {
        CampaignSpan before = spans.getFirst();
        KalmanFilterBank belief =
                new KalmanFilterBank(marginal(before) * Math.clamp(first, LEAST_STANDING, MOST_STANDING));
        Instant since = before.from();
        for (CampaignSpan span : spans) {
            double trend = Math.log(marginal(span) / marginal(before));
            belief.wander(Duration.between(since, span.to()).toMillis() / DAY_MILLIS, trend);
            belief.see(span);
            before = span;
            since = span.to();
        }
        return belief.paid(now);
    }

    /** Organic likes a view of such a day over those of the days until then: a fresh video's are nearer to 1. */
    private static double marginal(CampaignSpan span) {
        double fresh = Math.clamp((span.growth() - SETTLED) / (FRESH - SETTLED), 0, 1);
        return MARGINAL + fresh * (MARGINAL_FRESH - MARGINAL);
    }

    /** A reading's count as a multiple of its target. */
    private static Optional<Double> standing(CampaignReading reading, Counter counter) {
        @Nullable Long count = counter.of(reading);
        @Nullable Double target = counter.target(reading);
        return count == null || target == null || target <= 0 ? Optional.empty() : Optional.of(count / target);
    }
}
