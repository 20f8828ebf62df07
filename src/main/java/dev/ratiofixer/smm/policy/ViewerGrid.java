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

    /** Some days pass. */
    void wander(long days) {
        for (long day = 0; day < days; day++) {
            double[] next = new double[belief.length];
            spread(next, ORGANIC_DRIFT / ORGANIC_STEP, ORGANIC_CELLS, PAID_CELLS, PAID_CELLS, 1);
            belief = next;
            next = new double[belief.length];
            spread(next, PAID_DRIFT / PAID_STEP, PAID_CELLS, 1, ORGANIC_CELLS, PAID_CELLS);
            belief = next;
        }
    }

    /** A step to each side with the probability that gives the drift's variance; at the borders it stays. */
    private void spread(double[] next, double drift, int cells, int stride, int lines, int lineStride) {
        double aside = drift * drift / 2;
        for (int line = 0; line < lines; line++) {
            for (int cell = 0; cell < cells; cell++) {
                int at = line * lineStride + cell * stride;
                if (belief[at] == 0) {
                    continue;
                }
                double part = belief[at] * aside;
                next[at] += belief[at] - 2 * part;
                next[cell == 0 ? at : at - stride] += part;
                next[cell == cells - 1 ? at : at + stride] += part;
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

    /** What is believed of the paid viewers now. */
    PaidEstimate paid(int days) {
        double[] share = new double[PAID_CELLS];
        for (int cell = 0; cell < belief.length; cell++) {
            share[cell % PAID_CELLS] += belief[cell];
        }
        double above = 0;
        for (int j = PAID_CELLS / 2; j < PAID_CELLS; j++) {
            above += share[j];
        }
        return new PaidEstimate(
                quantile(share, 0.5), quantile(share, 0.05), quantile(share, 0.95), Math.min(1, above), days);
    }

    private double quantile(double[] share, double level) {
        double sum = 0;
        int cell = 0;
        while (cell < PAID_CELLS - 1 && sum + share[cell] < level) {
            sum += share[cell];
            cell++;
        }
        double within = share[cell] <= 0 ? 0.5 : Math.clamp((level - sum) / share[cell], 0, 1);
        return paid[cell] * Math.exp((within - 0.5) * PAID_STEP);
    }
}
