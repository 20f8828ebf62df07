package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.order.Reading;
import java.time.LocalDate;
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

    private static final double MARGINAL_DEVIATION = 0.45;
    private static final double LEAST_STANDING = 0.1;
    private static final double MOST_STANDING = 3;

    private PaidViewers() {}

    /**
     * The estimate, or nothing when fewer than two whole days had paid views, or nothing is known to start from.
     *
     * @param readings oldest first; the first one says where organic viewers start
     */
    static Optional<PaidEstimate> estimate(List<CampaignDay> days, List<Reading> readings, Counter counter) {
        List<CampaignDay> usable = days.stream()
                .filter(day -> day.count(counter) != null && day.target(counter) != null)
                .toList();
        Optional<Double> start = readings.stream()
                .flatMap(reading -> standing(reading, counter).stream())
                .findFirst();
        long paid = usable.stream().filter(day -> day.paidViews() > 0).count();
        return paid < LEAST_DAYS ? Optional.empty() : start.map(standing -> learn(usable, counter, standing));
    }

    private static PaidEstimate learn(List<CampaignDay> days, Counter counter, double standing) {
        double organic = MARGINAL * Math.clamp(standing, LEAST_STANDING, MOST_STANDING);
        ViewerGrid grid = new ViewerGrid(organic, MARGINAL_DEVIATION);
        LocalDate before = days.getFirst().date();
        for (CampaignDay day : days) {
            grid.wander(ChronoUnit.DAYS.between(before, day.date()));
            grid.see(known(day.count(counter)), day.organicViews(), day.paidViews(), known(day.target(counter)));
            before = day.date();
        }
        return grid.paid(days.size());
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
