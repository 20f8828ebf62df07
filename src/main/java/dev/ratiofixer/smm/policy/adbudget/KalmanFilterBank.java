package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.CampaignSpan;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.PaidEstimate;
import dev.ratiofixer.smm.policy.adbudget.PublicShare.ViewAttribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is believed of two multiples of the target's rate at once: how often those like who come by themselves
 * ({@code a}), and how often those do whom the campaign brings ({@code b}).
 *
 * <p>Hypotheses side by side, each a {@code b} and an {@link OrganicHypothesis}. Under each of them a span's count is
 * linear in {@code a}, which a Kalman filter follows; how well a hypothesis foretold the spans decides how much it is
 * believed, and old ones weigh less (dynamic model averaging: Raftery, Kárný and Ettler, Technometrics 52, 2010). So
 * the campaign's own days tell how steady its organic viewers are, and how much noise there is. Not thread-safe.
 */
final class KalmanFilterBank {
    /** Natural logarithms a cell apart, around 1, so that 1 is a border between two. */
    private static final double PAID_STEP = 0.16;

    private static final int PAID_CELLS = 22;
    private static final List<OrganicHypothesis> HABITS = OrganicHypothesis.all();

    /** Of the logarithm of {@code b}, around 1. */
    private static final double PRIOR_PAID_DEVIATION = 0.8;

    /** What a day's weight keeps from one day to the next. */
    private static final double REMEMBERED = 0.995;
    /** Student's t: a span that fits nothing is not believed too much. */
    private static final double TAIL = 4;
    /** In hours: how far back the count goes that a span is held against to say how much noise it has. */
    private static final double LATELY = 60;

    private static final double DAY_HOURS = 24;
    /** Moods of single hours even out in a day, those of whole days do not: halfway between the two. */
    private static final double UNREST_POWER = 0.25;

    /** How surely a foretold trend comes, as a share of it. */
    private static final double TREND_DEVIATION = 0.3;
    /** What a day adds to the mean of the last weeks' organic views. */
    private static final double NEWEST = 0.04;

    private static final double LEAST_ORGANIC = 0.005;

    /** Habits of which less than this is believed, whatever the paid viewers do, are not looked at any longer. */
    private static final double LEAST_BELIEVED = 2e-5;
    /** A logarithm of what is nothing beside the best, whose is 0: not worth the exponential. */
    private static final double NEGLIGIBLE = -60;

    /** The multiples of paid viewers that are held possible. */
    private final double[] paid;
    /** View by view, within each habit by habit: those that are still looked at. */
    private final boolean[] open;

    /** View by view, within each habit by habit, within each paid cell by paid cell. */
    private final double[] prior;

    private final double[] log;
    /** What the spans since the last {@link #fold} said: so a logarithm is taken once a day and not once a span. */
    private final double[] said;

    private final double[] organic;
    private final double[] variance;
    /** Organic views an hour, as each view sees them. */
    private final double[] usualViews;
    /** The count an hour, and of how many hours it is. */
    private double lately;

    private double heard;
    private double daysUnfolded;

    /**
     * What is believed before anything is seen.
     *
     * @param views how probable each way to see the spans is ({@link ViewAttribution}), up to a factor
     */
    KalmanFilterBank(double organicMedian, double[] views) {
        this(organicMedian, views, paidCells());
    }

    /** The same where the multiple of paid viewers is known. */
    static KalmanFilterBank told(double organicMedian, double[] views, double multiple) {
        return new KalmanFilterBank(organicMedian, views, new double[] {multiple});
    }

    private KalmanFilterBank(double organicMedian, double[] views, double[] paid) {
        this.paid = paid;
        open = new boolean[views.length * HABITS.size()];
        Arrays.fill(open, true);
        usualViews = new double[views.length];
        Arrays.fill(usualViews, Double.NaN);
        prior = new double[open.length * paid.length];
        organic = new double[prior.length];
        variance = new double[prior.length];
        said = new double[prior.length];
        Arrays.fill(said, 1);
        double[] paidPrior = Arrays.stream(paid)
                .map(each -> -0.5 * square(Math.log(each) / PRIOR_PAID_DEVIATION))
                .toArray();
        for (int at = 0; at < open.length; at++) {
            OrganicHypothesis habit = habit(at);
            double probable = Math.log(views[at / HABITS.size()] * habit.prior());
            double start = organicMedian * habit.start();
            for (int each = 0; each < paid.length; each++) {
                int cell = at * paid.length + each;
                prior[cell] = probable + paidPrior[each];
                organic[cell] = start;
                variance[cell] = square(start * OrganicHypothesis.START_DEVIATION);
            }
        }
        log = prior.clone();
    }

    private static double[] paidCells() {
        double[] cells = new double[PAID_CELLS];
        Arrays.setAll(cells, cell -> Math.exp((cell + 0.5 - PAID_CELLS / 2.0) * PAID_STEP));
        return cells;
    }

    private static OrganicHypothesis habit(int at) {
        return HABITS.get(at % HABITS.size());
    }

    private static double square(double value) {
        return value * value;
    }

    /**
     * Some time passes.
     *
     * @param trend by how much the logarithm of the organic multiple is expected to change over all of it
     */
    void wander(double days, double trend) {
        double change = Math.exp(trend);
        double unsure = square(TREND_DEVIATION * trend);
        double[] means = organic;
        double[] variances = variance;
        for (int at = 0; at < open.length; at++) {
            if (open[at]) {
                double drift = habit(at).drift();
                double more = days * drift * drift + unsure;
                int end = (at + 1) * paid.length;
                for (int cell = at * paid.length; cell < end; cell++) {
                    double mean = means[cell] * change;
                    means[cell] = mean;
                    variances[cell] = variances[cell] * change * change + mean * mean * more;
                }
            }
        }
        daysUnfolded += days;
        if (daysUnfolded >= 1) {
            fold();
        }
    }

    /** What was said since the last time is taken in, older things are believed a little less. */
    private void fold() {
        double kept = Math.pow(REMEMBERED, daysUnfolded);
        double best = Double.NEGATIVE_INFINITY;
        for (int at = 0; at < open.length; at++) {
            for (int cell = at * paid.length; open[at] && cell < (at + 1) * paid.length; cell++) {
                log[cell] = kept * (log[cell] + Math.log(said[cell])) + (1 - kept) * prior[cell];
                said[cell] = 1;
                best = Math.max(best, log[cell]);
            }
        }
        double[] weight = new double[open.length];
        double all = 0;
        for (int at = 0; at < open.length; at++) {
            for (int cell = at * paid.length; open[at] && cell < (at + 1) * paid.length; cell++) {
                log[cell] -= best;
                if (log[cell] > NEGLIGIBLE) {
                    weight[at] += Math.exp(log[cell]);
                }
            }
            all += weight[at];
        }
        for (int at = 0; at < open.length; at++) {
            open[at] &= weight[at] > LEAST_BELIEVED * all;
        }
        daysUnfolded = 0;
    }

    /** A span's count is seen, under each way to see its views. */
    void see(List<CampaignSpan> span) {
        double hours = span.getFirst().hours();
        double count = span.getFirst().count();
        double level = level(count, hours);
        double unrest = Math.pow(DAY_HOURS / hours, UNREST_POWER);
        for (int view = 0; view < usualViews.length; view++) {
            see(view, span.get(view), level, unrest);
        }
    }

    private void see(int view, CampaignSpan span, double level, double unrest) {
        double hours = span.hours();
        double share = 1 - Math.pow(1 - NEWEST, hours / DAY_HOURS);
        double pace = span.organicViews() / hours;
        double usual = usualViews[view];
        usual = Double.isNaN(usual) ? pace : usual + share * (pace - usual);
        usualViews[view] = usual;
        double[] own = new double[paid.length];
        Arrays.setAll(own, cell -> span.count() - span.rate() * span.paidViews() * paid[cell]);
        for (int each = 0; each < HABITS.size(); each++) {
            OrganicHypothesis habit = HABITS.get(each);
            double views = span.organicViews() + habit.memory() * (usual * hours - span.organicViews());
            double noise = habit.dispersion() * level + square(habit.mood() * unrest * level);
            int at = view * HABITS.size() + each;
            if (open[at]) {
                learn(at * paid.length, span.rate() * views, own, noise);
            }
        }
    }

    /**
     * What a span of so many hours counted of late, whatever a hypothesis expects of it: if a hypothesis set the noise
     * that it is judged by, the noise would tell of the paid viewers.
     */
    private double level(double count, double hours) {
        double kept = heard * Math.exp(-hours / LATELY);
        lately = (kept * lately + count) / (kept + hours);
        heard = kept + hours;
        return Math.max(1, lately * hours);
    }

    /**
     * One step of a Kalman filter under each multiple of paid viewers, which trusts a span the less the further it is
     * off.
     *
     * @param each what an organic multiple of 1 would count
     * @param own what is left to those who come by themselves, under each multiple
     */
    private void learn(int from, double each, double[] own, double noise) {
        // The loop that decisions spend their time in: arrays at hand, and no division twice.
        double[] means = organic;
        double[] variances = variance;
        double[] told = said;
        for (int cell = 0; cell < own.length; cell++) {
            int at = from + cell;
            double mean = means[at];
            double off = own[cell] - each * mean;
            double part = each * variances[at];
            double known = each * part;
            double spread = known + noise;
            double surprise = off * off / spread;
            double gain = part / (surprise <= 1 ? spread : known + noise * ((TAIL + surprise) / (TAIL + 1)));
            double learned = mean + gain * off;
            means[at] = learned < LEAST_ORGANIC ? LEAST_ORGANIC : learned;
            variances[at] *= 1 - gain * each;
            // Student's t with 4 degrees: its power of 2.5 is a square and a root.
            double tail = 1 + surprise / TAIL;
            told[at] /= Math.sqrt(spread * tail) * tail * tail;
        }
    }

    /**
     * What is believed of the paid viewers now.
     *
     * @param standing of the video: all its likes over what the target asks of all its views
     */
    PaidEstimate paid(double standing) {
        fold();
        double[] share = new double[paid.length];
        double own = 0;
        double sum = 0;
        for (int at = 0; at < open.length; at++) {
            for (int each = 0; open[at] && each < paid.length; each++) {
                int cell = at * paid.length + each;
                double weight = Math.exp(log[cell]);
                share[each] += weight;
                own += weight * organic[cell];
                sum += weight;
            }
        }
        for (int cell = 0; cell < share.length; cell++) {
            share[cell] /= sum;
        }
        return new PaidEstimate(
                quantile(share, 0.5),
                quantile(share, 0.05),
                quantile(share, 0.95),
                1 - under(share, 1),
                under(share, Math.min(1, standing)),
                own / sum);
    }

    /** How much of the belief lies under a multiple. */
    private double under(double[] share, double multiple) {
        double sum = 0;
        for (int cell = 0; cell < paid.length; cell++) {
            double within = Math.log(multiple / paid[cell]) / PAID_STEP + 0.5;
            sum += share[cell] * Math.clamp(within, 0, 1);
        }
        return Math.min(1, sum);
    }

    private double quantile(double[] share, double level) {
        double sum = 0;
        int cell = 0;
        while (cell < paid.length - 1 && sum + share[cell] < level) {
            sum += share[cell];
            cell++;
        }
        double within = share[cell] <= 0 ? 0.5 : Math.clamp((level - sum) / share[cell], 0, 1);
        return paid[cell] * Math.exp((within - 0.5) * PAID_STEP);
    }

    /**
     * A way in which those who come by themselves may behave.
     *
     * @param start their first multiple over what is expected of it
     * @param drift how far it wanders in a day, as a share of it
     * @param memory the part of their likes that follows the views of the last weeks and not today's: likes go on
     *     coming where views have nearly ended
     * @param dispersion the variance of a count over its mean; 1 if each viewer decides alone
     * @param mood how far a whole day's mood moves its count, as a share of it
     * @param prior how probable it is before anything is seen, up to a factor
     */
    record OrganicHypothesis(double start, double drift, double memory, double dispersion, double mood, double prior) {
        /** How surely a habit's {@link #start} is known, as a share of it: about what lies between two of them. */
        static final double START_DEVIATION = 0.4;

        private static final double[] DRIFTS = {0.05, 0.2};
        private static final List<Noise> NOISES =
                List.of(new Noise(0.1, 0.03), new Noise(0.5, 0.03), new Noise(0.5, 0.1), new Noise(2, 0.1));
        private static final double[] MEMORIES = {0, 0.5, 1};
        private static final double[] MEMORY_PRIORS = {1, 0.5, 0.5};
        /** In natural logarithms. */
        private static final double START_STEP = 0.7;

        private static final int STARTS_BELOW = 2;
        private static final int STARTS_ABOVE = 2;
        /** Student's t: in the engagement data some videos are far from what is usual. */
        private static final double TAIL = 3;

        private static final double SPREAD = 0.6;

        private record Noise(double dispersion, double mood) {}

        /** All of them. */
        static List<OrganicHypothesis> all() {
            List<OrganicHypothesis> all = new ArrayList<>();
            for (Noise noise : NOISES) {
                for (double drift : DRIFTS) {
                    for (int memory = 0; memory < MEMORIES.length; memory++) {
                        for (int start = -STARTS_BELOW; start <= STARTS_ABOVE; start++) {
                            double off = start * START_STEP;
                            double prior = MEMORY_PRIORS[memory] * student(off / SPREAD);
                            all.add(new OrganicHypothesis(
                                    Math.exp(off), drift, MEMORIES[memory], noise.dispersion(), noise.mood(), prior));
                        }
                    }
                }
            }
            return List.copyOf(all);
        }

        private static double student(double deviations) {
            return Math.pow(1 + deviations * deviations / TAIL, -(TAIL + 1) / 2);
        }
    }
}
