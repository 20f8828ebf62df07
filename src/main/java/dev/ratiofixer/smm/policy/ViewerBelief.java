package dev.ratiofixer.smm.policy;

import java.util.Arrays;
import java.util.List;

/**
 * What is believed of two multiples of the target's rate at once: how often those like who come by themselves
 * ({@code a}), and how often those do whom the campaign brings ({@code b}).
 *
 * <p>Hypotheses side by side, each a {@code b} and an {@link OrganicHabit}. Under each of them the day's count is
 * linear in {@code a}, which a Kalman filter follows; how well a hypothesis foretold the days decides how much it is
 * believed, and old days weigh less (dynamic model averaging: Raftery, Kárný and Ettler, Technometrics 52, 2010). So
 * the campaign's own days tell how steady its organic viewers are, and how much noise there is. Not thread-safe.
 */
final class ViewerBelief {
    /** Natural logarithms a cell apart, around 1, so that 1 is a border between two. */
    private static final double PAID_STEP = 0.08;

    private static final int PAID_CELLS = 44;
    private static final double[] PAID = paidCells();
    private static final List<OrganicHabit> HABITS = OrganicHabit.all();

    /** Of the logarithm of {@code b}, around 1. */
    private static final double PRIOR_PAID_DEVIATION = 0.8;

    /** What a day's weight keeps from one day to the next. */
    private static final double REMEMBERED = 0.995;
    /** Student's t: a day that fits nothing is not believed too much. */
    private static final double TAIL = 4;
    /** How far a day's mood moves either rate. */
    private static final double MOOD = 0.07;
    /** How surely a foretold trend comes, as a share of it. */
    private static final double TREND_DEVIATION = 0.3;
    /** What a day adds to the mean of the last weeks' organic views. */
    private static final double NEWEST = 0.07;

    private static final double LEAST_ORGANIC = 0.005;

    /** Habit by habit, within each paid cell by paid cell. */
    private final double[] prior = new double[HABITS.size() * PAID_CELLS];

    private final double[] log;
    private final double[] organic = new double[prior.length];
    private final double[] variance = new double[prior.length];
    private double usualViews = Double.NaN;

    /** What is believed before anything is seen. */
    ViewerBelief(double organicMedian) {
        for (int cell = 0; cell < prior.length; cell++) {
            OrganicHabit habit = HABITS.get(cell / PAID_CELLS);
            double off = Math.log(PAID[cell % PAID_CELLS]) / PRIOR_PAID_DEVIATION;
            prior[cell] = Math.log(habit.prior()) - 0.5 * off * off;
            organic[cell] = organicMedian * habit.start();
            variance[cell] = square(organic[cell] * OrganicHabit.START_DEVIATION);
        }
        log = prior.clone();
    }

    private static double[] paidCells() {
        double[] cells = new double[PAID_CELLS];
        Arrays.setAll(cells, cell -> Math.exp((cell + 0.5 - PAID_CELLS / 2.0) * PAID_STEP));
        return cells;
    }

    private static double square(double value) {
        return value * value;
    }

    /**
     * Some days pass.
     *
     * @param trend by how much the logarithm of the organic multiple is expected to change over all of them
     */
    void wander(long days, double trend) {
        double kept = Math.pow(REMEMBERED, (double) days);
        double change = Math.exp(trend);
        for (int cell = 0; cell < log.length; cell++) {
            double drift = HABITS.get(cell / PAID_CELLS).drift();
            organic[cell] *= change;
            variance[cell] = variance[cell] * change * change
                    + square(organic[cell]) * ((double) days * drift * drift + square(TREND_DEVIATION * trend));
            log[cell] = kept * log[cell] + (1 - kept) * prior[cell];
        }
    }

    /**
     * A day's count is seen.
     *
     * @param rate what the target asks of a view
     */
    void see(double count, double organicViews, double paidViews, double rate) {
        usualViews = Double.isNaN(usualViews) ? organicViews : usualViews + NEWEST * (organicViews - usualViews);
        double best = Double.NEGATIVE_INFINITY;
        for (int cell = 0; cell < log.length; cell++) {
            OrganicHabit habit = HABITS.get(cell / PAID_CELLS);
            double views = organicViews + habit.memory() * (usualViews - organicViews);
            log[cell] += learn(cell, habit, count, rate * views, rate * paidViews * PAID[cell % PAID_CELLS]);
            best = Math.max(best, log[cell]);
        }
        for (int cell = 0; cell < log.length; cell++) {
            log[cell] -= best;
        }
    }

    /**
     * One step of a Kalman filter that trusts a day the less the further it is off. Returns how well the day was
     * foretold, as a logarithm.
     */
    private double learn(int cell, OrganicHabit habit, double count, double each, double brought) {
        double own = each * organic[cell];
        double noise = habit.dispersion() * Math.max(1, own + brought) + MOOD * MOOD * (square(own) + square(brought));
        double foretold = square(each) * variance[cell] + noise;
        double off = count - own - brought;
        double surprise = off * off / foretold;
        double distrust = Math.max(1, (TAIL + surprise) / (TAIL + 1));
        double gain = each * variance[cell] / (square(each) * variance[cell] + noise * distrust);
        organic[cell] = Math.max(LEAST_ORGANIC, organic[cell] + gain * off);
        variance[cell] *= 1 - gain * each;
        return -0.5 * Math.log(foretold) - 0.5 * (TAIL + 1) * Math.log1p(surprise / TAIL);
    }

    /**
     * What is believed of the paid viewers now.
     *
     * @param standing of the video: all its likes over what the target asks of all its views
     */
    PaidEstimate paid(double standing) {
        double[] weight = weights();
        double[] share = new double[PAID_CELLS];
        double own = 0;
        for (int cell = 0; cell < weight.length; cell++) {
            share[cell % PAID_CELLS] += weight[cell];
            own += weight[cell] * organic[cell];
        }
        return new PaidEstimate(
                quantile(share, 0.5),
                quantile(share, 0.05),
                quantile(share, 0.95),
                1 - under(share, 1),
                under(share, Math.min(1, standing)),
                own);
    }

    /** They sum to 1. */
    private double[] weights() {
        double best = Arrays.stream(log).max().orElse(0);
        double[] weight = Arrays.stream(log).map(each -> Math.exp(each - best)).toArray();
        double sum = Arrays.stream(weight).sum();
        return Arrays.stream(weight).map(each -> each / sum).toArray();
    }

    /** How much of the belief lies under a multiple. */
    private static double under(double[] share, double multiple) {
        double sum = 0;
        for (int cell = 0; cell < PAID_CELLS; cell++) {
            double within = Math.log(multiple / PAID[cell]) / PAID_STEP + 0.5;
            sum += share[cell] * Math.clamp(within, 0, 1);
        }
        return Math.min(1, sum);
    }

    private static double quantile(double[] share, double level) {
        double sum = 0;
        int cell = 0;
        while (cell < PAID_CELLS - 1 && sum + share[cell] < level) {
            sum += share[cell];
            cell++;
        }
        double within = share[cell] <= 0 ? 0.5 : Math.clamp((level - sum) / share[cell], 0, 1);
        return PAID[cell] * Math.exp((within - 0.5) * PAID_STEP);
    }
}
