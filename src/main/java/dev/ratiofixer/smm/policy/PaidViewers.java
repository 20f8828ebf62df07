package dev.ratiofixer.smm.policy;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns from a campaign's days how often its paid viewers like or comment.
 *
 * <p>Each day's count, divided by the target's rate, is {@code organic views × a + paid views × b}, plus noise:
 * {@code a} and {@code b} are multiples of the target. It is a Bayesian linear regression with two coefficients,
 * Gaussian priors, noise that grows with the count as Poisson's does and by a share of it for the mood of a day, its
 * scale learnt from the residuals, and days that count half after two weeks. {@code docs/control.md} has the formulas
 * and how it was checked.
 */
final class PaidViewers {
    private static final double PRIOR_B = 1;
    private static final double PRIOR_B_DEVIATION = 1.5;
    private static final double PRIOR_A_DEVIATION = 0.4;
    private static final double MOOD = 0.15;
    private static final double HALF_LIFE_DAYS = 14;
    private static final int LEAST_DAYS = 2;
    private static final int ROUNDS = 5;
    /** How many days' worth of belief that the noise is as assumed. */
    private static final double SCALE_WEIGHT = 3;

    private final List<Day> days;
    private final double priorA;
    private double a;
    private double b;
    private double deviationB;

    private record Day(double y, double organic, double paid, double rate, double weight) {
        double variance(double a, double b) {
            double count = Math.max(1, (a * organic + b * paid) * rate);
            double moodOrganic = MOOD * a * organic;
            double moodPaid = MOOD * b * paid;
            return count / (rate * rate) + moodOrganic * moodOrganic + moodPaid * moodPaid;
        }

        double residual(double a, double b) {
            return y - a * organic - b * paid;
        }
    }

    private PaidViewers(List<Day> days, double priorA) {
        this.days = days;
        this.priorA = priorA;
        this.a = priorA;
        this.b = PRIOR_B;
        this.deviationB = PRIOR_B_DEVIATION;
    }

    /**
     * The estimate, or nothing when fewer than two whole days had paid views.
     *
     * @param standing the count of the same counter as a multiple of its target, from which organic viewers are guessed
     */
    static Optional<PaidEstimate> estimate(List<CampaignDay> days, Counter counter, double standing) {
        List<Day> usable = usable(days, counter);
        long paid = usable.stream().filter(day -> day.paid() > 0).count();
        if (paid < LEAST_DAYS) {
            return Optional.empty();
        }
        PaidViewers fit = new PaidViewers(usable, Math.clamp(standing, 0.1, 2));
        double scale = 1;
        for (int round = 0; round < ROUNDS; round++) {
            fit.solve(scale);
            scale = fit.scale();
        }
        return Optional.of(new PaidEstimate(fit.b, fit.deviationB, usable.size()));
    }

    private static List<Day> usable(List<CampaignDay> days, Counter counter) {
        return days.stream()
                .filter(day -> day.count(counter) != null && day.target(counter) != null)
                .map(day -> day(day, counter, days.getLast()))
                .toList();
    }

    private static Day day(CampaignDay day, Counter counter, CampaignDay newest) {
        double rate = known(day.target(counter));
        double age = ChronoUnit.DAYS.between(day.date(), newest.date());
        return new Day(
                known(day.count(counter)) / rate,
                day.organicViews(),
                day.paidViews(),
                rate,
                Math.pow(0.5, age / HALF_LIFE_DAYS));
    }

    private static double known(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    private void solve(double scale) {
        double aa = 1 / (PRIOR_A_DEVIATION * PRIOR_A_DEVIATION);
        double bb = 1 / (PRIOR_B_DEVIATION * PRIOR_B_DEVIATION);
        double ya = aa * priorA;
        double yb = bb * PRIOR_B;
        double ab = 0;
        for (Day day : days) {
            double precision = day.weight() / (scale * day.variance(a, b));
            aa += precision * day.organic() * day.organic();
            ab += precision * day.organic() * day.paid();
            bb += precision * day.paid() * day.paid();
            ya += precision * day.organic() * day.y();
            yb += precision * day.paid() * day.y();
        }
        double determinant = aa * bb - ab * ab;
        a = Math.max(0, (bb * ya - ab * yb) / determinant);
        b = Math.max(0, (aa * yb - ab * ya) / determinant);
        deviationB = Math.sqrt(aa / determinant);
    }

    private double scale() {
        double sum = SCALE_WEIGHT;
        double weight = SCALE_WEIGHT;
        for (Day day : days) {
            double residual = day.residual(a, b);
            sum += day.weight() * residual * residual / day.variance(a, b);
            weight += day.weight();
        }
        return sum / weight;
    }
}
