package dev.ratiofixer.smm.policy;

/**
 * What is believed of two multiples of the target's rate at once: how often those like who come by themselves
 * ({@code a}), and how often those do whom the campaign brings ({@code b}). Both wander slowly, so the belief spreads a
 * little each day, and each day's count narrows it: a Bayesian filter on a grid of their logarithms.
 *
 * <p>A grid and not a Kalman filter: the belief is skewed and lies along a ridge (more of one explains less of the
 * other), and a straight-line approximation of that is sure too early. Not thread-safe.
 */
final class ViewerGrid {
    /** Natural logarithms a cell apart; paid cells lie around 1, so that 1 is a border between two. */
    private static final double ORGANIC_STEP = 0.13;

    private static final double PAID_STEP = 0.1;
    private static final int ORGANIC_CELLS = 42;
    private static final int PAID_CELLS = 44;
    private static final double ORGANIC_MIDDLE = Math.log(0.3);
    /** How far each wanders in a day, as a standard deviation of its logarithm. */
    private static final double ORGANIC_DRIFT = 0.05;

    private static final double PAID_DRIFT = 0.02;
    /** Student's t: a day that fits nothing is not believed too much. */
    private static final double TAIL = 4;
    /** How far a day's mood moves either rate. */
    private static final double MOOD = 0.15;

    /** Cells a day, lest a step be more than certain. */
    private static final double MOST_SHIFT = 0.7;

    /** Less than this is not believed at all, which saves most of the work; drift makes it possible again. */
    private static final double NEGLIGIBLE = 1e-8;

    private static final double PRIOR_TAIL = 3;
    private static final double PRIOR_PAID = Math.log(0.9);
    private static final double PRIOR_PAID_DEVIATION = 0.8;

    private final double[] organic = cells(ORGANIC_CELLS, ORGANIC_STEP, ORGANIC_MIDDLE);
    private final double[] paid = cells(PAID_CELLS, PAID_STEP, 0);
    /** Row by row of {@code organic}; its sum is 1. */
    private double[] belief = new double[ORGANIC_CELLS * PAID_CELLS];

    /** What is believed before anything is seen: {@code organicMedian} within a factor of e^{@code deviation}. */
    ViewerGrid(double organicMedian, double deviation) {
        for (int i = 0; i < ORGANIC_CELLS; i++) {
            double a = (Math.log(organic[i]) - Math.log(organicMedian)) / deviation;
            for (int j = 0; j < PAID_CELLS; j++) {
                double b = (Math.log(paid[j]) - PRIOR_PAID) / PRIOR_PAID_DEVIATION;
                belief[i * PAID_CELLS + j] =
                        Math.pow(1 + a * a / PRIOR_TAIL, -(PRIOR_TAIL + 1) / 2) * Math.exp(-0.5 * b * b);
            }
        }
        normalize();
    }

    private static double[] cells(int count, double step, double middle) {
        double[] cells = new double[count];
        for (int i = 0; i < count; i++) {
            cells[i] = Math.exp(middle + (i + 0.5 - count / 2.0) * step);
        }
        return cells;
    }

    /**
     * Some days pass.
     *
     * @param trend by how much the logarithm of the organic multiple is expected to change over all of them
     */
    void wander(long days, double trend) {
        double shift = days == 0 ? 0 : Math.clamp(trend / days / ORGANIC_STEP, -MOST_SHIFT, MOST_SHIFT);
        for (long day = 0; day < days; day++) {
            double[] next = new double[belief.length];
            spread(next, ORGANIC_DRIFT / ORGANIC_STEP, shift, ORGANIC_CELLS, PAID_CELLS, PAID_CELLS, 1);
            belief = next;
            next = new double[belief.length];
            spread(next, PAID_DRIFT / PAID_STEP, 0, PAID_CELLS, 1, ORGANIC_CELLS, PAID_CELLS);
            belief = next;
        }
    }

    /**
     * Steps to each side with the probabilities that give the drift's variance and the shift; at the borders it stays.
     */
    private void spread(double[] next, double drift, double shift, int cells, int stride, int lines, int lineStride) {
        double up = drift * drift / 2 + Math.max(0, shift);
        double down = drift * drift / 2 + Math.max(0, -shift);
        for (int line = 0; line < lines; line++) {
            for (int cell = 0; cell < cells; cell++) {
                int at = line * lineStride + cell * stride;
                if (belief[at] == 0) {
                    continue;
                }
                next[at] += belief[at] * (1 - up - down);
                next[cell == 0 ? at : at - stride] += belief[at] * down;
                next[cell == cells - 1 ? at : at + stride] += belief[at] * up;
            }
        }
    }

    /**
     * A day's count is seen.
     *
     * @param rate what the target asks of a view
     */
    void see(double count, double organicViews, double paidViews, double rate) {
        double[] fits = new double[belief.length];
        double best = Double.NEGATIVE_INFINITY;
        for (int cell = 0; cell < belief.length; cell++) {
            if (belief[cell] > NEGLIGIBLE) {
                double own = rate * organicViews * organic[cell / PAID_CELLS];
                double brought = rate * paidViews * paid[cell % PAID_CELLS];
                fits[cell] = logLikelihood(count, own, brought);
                best = Math.max(best, fits[cell]);
            }
        }
        for (int cell = 0; cell < belief.length; cell++) {
            belief[cell] = belief[cell] > NEGLIGIBLE ? belief[cell] * Math.exp(fits[cell] - best) : 0;
        }
        normalize();
    }

    private static double logLikelihood(double count, double own, double brought) {
        double mean = own + brought;
        double variance = Math.max(1, mean) + MOOD * MOOD * (own * own + brought * brought);
        double off = count - mean;
        return -0.5 * Math.log(variance) - 0.5 * (TAIL + 1) * Math.log1p(off * off / (variance * TAIL));
    }

    private void normalize() {
        double sum = 0;
        for (double cell : belief) {
            sum += cell;
        }
        for (int cell = 0; cell < belief.length; cell++) {
            belief[cell] /= sum;
        }
    }

    /**
     * What is believed of the paid viewers now.
     *
     * @param standing of the video: all its likes over what the target asks of all its views
     * @param before the multiple that was believed earlier
     */
    PaidEstimate paid(int days, double standing, double before) {
        double[] share = paidShare();
        double above = 0;
        for (int j = PAID_CELLS / 2; j < PAID_CELLS; j++) {
            above += share[j];
        }
        return new PaidEstimate(
                quantile(paid, PAID_STEP, share, 0.5),
                quantile(paid, PAID_STEP, share, 0.05),
                quantile(paid, PAID_STEP, share, 0.95),
                Math.min(1, above),
                under(share, Math.min(1, standing)),
                quantile(organic, ORGANIC_STEP, organicShare(), 0.5),
                before,
                days);
    }

    /** The median of what is believed of the paid viewers now. */
    double multiple() {
        return quantile(paid, PAID_STEP, paidShare(), 0.5);
    }

    private double[] paidShare() {
        double[] share = new double[PAID_CELLS];
        for (int cell = 0; cell < belief.length; cell++) {
            share[cell % PAID_CELLS] += belief[cell];
        }
        return share;
    }

    private double[] organicShare() {
        double[] share = new double[ORGANIC_CELLS];
        for (int cell = 0; cell < belief.length; cell++) {
            share[cell / PAID_CELLS] += belief[cell];
        }
        return share;
    }

    /** How much of the belief lies under a multiple. */
    private double under(double[] share, double multiple) {
        double sum = 0;
        for (int cell = 0; cell < PAID_CELLS; cell++) {
            double within = Math.log(multiple / paid[cell]) / PAID_STEP + 0.5;
            sum += share[cell] * Math.clamp(within, 0, 1);
        }
        return Math.min(1, sum);
    }

    private static double quantile(double[] cells, double step, double[] share, double level) {
        double sum = 0;
        int cell = 0;
        while (cell < cells.length - 1 && sum + share[cell] < level) {
            sum += share[cell];
            cell++;
        }
        double within = share[cell] <= 0 ? 0.5 : Math.clamp((level - sum) / share[cell], 0, 1);
        return cells[cell] * Math.exp((within - 0.5) * step);
    }
}
