package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.order.Reading;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns from a campaign's days how often its paid viewers like or comment.
 *
 * <p>Each day's count is {@code rate × (organic views × a + paid views × b)} plus noise, {@code rate} being what the
 * target asks of a view. Nothing of the two is taken for granted: above all, who comes today by himself does not like
 * as often as all who came before him. {@code docs/control.md} has the formulas, where the numbers come from, and how
 * well it does.
 */
final class PaidViewers {
    private static final int LEAST_DAYS = 2;
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

    private PaidViewers() {}

    /**
     * The estimate, or nothing when fewer than two whole days had paid views, or nothing is known to start from.
     *
     * @param readings oldest first; the first one says where organic viewers start, the last one where the video stands
     */
    static Optional<PaidEstimate> estimate(List<CampaignDay> days, List<Reading> readings, Counter counter) {
        List<CampaignDay> usable = days.stream()
                .filter(day -> day.count(counter) != null && day.target(counter) != null)
                .toList();
        List<Double> standings = readings.stream()
                .flatMap(reading -> standing(reading, counter).stream())
                .toList();
        long paid = usable.stream().filter(day -> day.paidViews() > 0).count();
        return paid < LEAST_DAYS || standings.isEmpty()
                ? Optional.empty()
                : Optional.of(learn(usable, counter, standings.getFirst(), standings.getLast()));
    }

    private static PaidEstimate learn(List<CampaignDay> days, Counter counter, double first, double now) {
        CampaignDay before = days.getFirst();
        ViewerBelief belief = new ViewerBelief(marginal(before) * Math.clamp(first, LEAST_STANDING, MOST_STANDING));
        for (CampaignDay day : days) {
            double trend = Math.log(marginal(day) / marginal(before));
            belief.wander(ChronoUnit.DAYS.between(before.date(), day.date()), trend);
            belief.see(known(day.count(counter)), day.organicViews(), day.paidViews(), known(day.target(counter)));
            before = day;
        }
        return belief.paid(now);
    }

    /** Organic likes a view of such a day over those of the days until then: a fresh video's are nearer to 1. */
    private static double marginal(CampaignDay day) {
        double fresh = Math.clamp((day.growth() - SETTLED) / (FRESH - SETTLED), 0, 1);
        return MARGINAL + fresh * (MARGINAL_FRESH - MARGINAL);
    }

    /** A reading's count as a multiple of its target. */
    private static Optional<Double> standing(Reading reading, Counter counter) {
        @Nullable
        Long count = switch (counter) {
            case LIKES -> reading.likes();
            case COMMENTS -> reading.comments();
        };
        @Nullable
        Double target = switch (counter) {
            case LIKES -> reading.targetLikes();
            case COMMENTS -> reading.targetComments();
        };
        return count == null || target == null || target <= 0 ? Optional.empty() : Optional.of(count / target);
    }

    private static double known(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
