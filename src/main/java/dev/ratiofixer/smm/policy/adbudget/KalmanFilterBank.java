package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.policy.adbudget.NetworkMultiples.PaidBelief;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.CampaignSpan;
import java.time.Duration;
import java.time.Instant;
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
 * the campaign's own days tell how steady its organic viewers are, and how much noise there is.
 *
 * <p>A bank has one way to see the spans ({@link PublicShare.ViewAttribution}); {@link PaidBelief} takes several
 * together. What it holds depends on nothing but its beginning and its spans: one that has learned the first spans may
 * learn the rest later. Not thread-safe.
 */
final class KalmanFilterBank {
    /** Natural logarithms a cell apart, around 1, so that 1 is a border between two. */
    static final double PAID_STEP = 0.16;

    private static final int PAID_CELLS = 22;
    private static final OrganicHypothesis[] HABITS = OrganicHypothesis.all().toArray(OrganicHypothesis[]::new);

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

    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

    /** The multiples of paid viewers that are held possible. */
    private final double[] paid;

    private final double[] paidPrior;
    private final double organicMedian;
    private final List<SeenSpan> learned = new ArrayList<>();

    /** Which of all habits are still looked at. */
    private int[] habits;

    /** Habit by habit, within each paid cell by paid cell. */
    private double[] log;
    /** What the spans since the last {@link #fold} said: so a logarithm is taken once a day and not once a span. */
    private double[] said;

    private double[] organic;
    private double[] variance;
    /** Taken off every {@link #log}, so that the largest is 0. */
    private double scale;

    /** Organic views an hour. */
    private double usualViews = Double.NaN;
    /** The count an hour, and of how many hours it is. */
    private double lately;

    private double heard;
    private double daysUnfolded;

    /**
     * What is to be learned.
     *
     * @param span with its views as this bank sees them
     * @param trend by how much the logarithm of the organic multiple is expected to change since the span before
     * @param aged by how much the logarithm of the video's age has grown since then
     * @param burst whether the span's count tells nothing
     */
    record SeenSpan(CampaignSpan span, double trend, double aged, boolean burst) {}

    /** What is believed before anything is seen. */
    KalmanFilterBank(double organicMedian, double[] paid) {
        this.organicMedian = organicMedian;
        this.paid = paid;
        paidPrior = Arrays.stream(paid)
                .map(each -> -0.5 * square(Math.log(each) / PRIOR_PAID_DEVIATION))
                .toArray();
        habits = new int[HABITS.length];
        Arrays.setAll(habits, at -> at);
        int cells = habits.length * paid.length;
        log = new double[cells];
        said = new double[cells];
        organic = new double[cells];
        variance = new double[cells];
        Arrays.fill(said, 1);
        for (int cell = 0; cell < cells; cell++) {
            OrganicHypothesis habit = HABITS[cell / paid.length];
            log[cell] = habit.logPrior() + paidPrior[cell % paid.length];
            organic[cell] = organicMedian * habit.start();
            variance[cell] = square(organic[cell] * OrganicHypothesis.START_DEVIATION);
        }
    }

    /** The multiples of paid viewers that are held possible where nothing is known. */
    static double[] paidCells() {
        double[] cells = new double[PAID_CELLS];
        Arrays.setAll(cells, cell -> Math.exp((cell + 0.5 - PAID_CELLS / 2.0) * PAID_STEP));
        return cells;
    }

    private static double square(double value) {
        return value * value;
    }

    /** How many spans it has learned. */
    int learned() {
        return learned.size();
    }

    /** Whether it began with these, and what it has learned is the beginning of these spans. */
    boolean begins(double median, double[] cells, List<SeenSpan> spans) {
        boolean same = median == organicMedian && Arrays.equals(cells, paid) && learned.size() <= spans.size();
        for (int at = learned.size() - 1; same && at >= 0; at--) {
            same = learned.get(at).equals(spans.get(at));
        }
        return same;
    }

    /** Learns what comes after that which it has learned. */
    void learn(List<SeenSpan> spans) {
        for (SeenSpan seen : List.copyOf(spans.subList(learned.size(), spans.size()))) {
            CampaignSpan span = seen.span();
            Instant since =
                    learned.isEmpty() ? span.from() : learned.getLast().span().to();
            wander(Duration.between(since, span.to()).toMillis() / DAY_MILLIS, seen.trend(), seen.aged());
            if (!seen.burst()) {
                see(span);
            }
            learned.add(seen);
        }
    }

    /** The logarithm of how far the likeliest hypothesis was believed at the last {@link #fold}. */
    double scale() {
        return scale;
    }

    /** Some time passes. */
    private void wander(double days, double trend, double aged) {
        double unsure = square(TREND_DEVIATION * trend);
        double[] means = organic;
        double[] variances = variance;
        for (int at = 0; at < habits.length; at++) {
            OrganicHypothesis habit = HABITS[habits[at]];
            double change = Math.exp(trend + habit.aging() * aged);
            double more = days * habit.drift() * habit.drift() + unsure;
            int end = (at + 1) * paid.length;
            for (int cell = at * paid.length; cell < end; cell++) {
                double mean = means[cell] * change;
                means[cell] = mean;
                variances[cell] = variances[cell] * change * change + mean * mean * more;
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
        for (int at = 0; at < habits.length; at++) {
            double prior = HABITS[habits[at]].logPrior();
            for (int each = 0; each < paid.length; each++) {
                int cell = at * paid.length + each;
                log[cell] = kept * (log[cell] + Math.log(said[cell])) + (1 - kept) * (prior + paidPrior[each]);
                best = Math.max(best, log[cell]);
            }
        }
        scale = kept * scale + best;
        double[] weight = new double[habits.length];
        double all = 0;
        for (int cell = 0; cell < log.length; cell++) {
            log[cell] -= best;
            double each = log[cell] > NEGLIGIBLE ? Math.exp(log[cell]) : 0;
            weight[cell / paid.length] += each;
            all += each;
        }
        Arrays.fill(said, 1);
        daysUnfolded = 0;
        keep(weight, LEAST_BELIEVED * all);
    }

    /** Hopeless habits are left out. */
    private void keep(double[] weight, double least) {
        int open = 0;
        for (int at = 0; at < habits.length; at++) {
            if (weight[at] > least) {
                if (open < at) {
                    habits[open] = habits[at];
                    for (double[] each : List.of(log, organic, variance)) {
                        System.arraycopy(each, at * paid.length, each, open * paid.length, paid.length);
                    }
                }
                open++;
            }
        }
        if (open < habits.length) {
            habits = Arrays.copyOf(habits, open);
            log = Arrays.copyOf(log, open * paid.length);
            said = Arrays.copyOf(said, open * paid.length);
            organic = Arrays.copyOf(organic, open * paid.length);
            variance = Arrays.copyOf(variance, open * paid.length);
        }
    }

    /** A span's count is seen. */
    private void see(CampaignSpan span) {
        double hours = span.hours();
        double level = level(span.count(), hours);
        double unrest = Math.pow(DAY_HOURS / hours, UNREST_POWER);
        double share = 1 - Math.pow(1 - NEWEST, hours / DAY_HOURS);
        double pace = span.organicViews() / hours;
        usualViews = Double.isNaN(usualViews) ? pace : usualViews + share * (pace - usualViews);
        double[] own = new double[paid.length];
        Arrays.setAll(own, cell -> span.count() - span.rate() * span.paidViews() * paid[cell]);
        for (int at = 0; at < habits.length; at++) {
            OrganicHypothesis habit = HABITS[habits[at]];
            double views = span.organicViews() + habit.memory() * (usualViews * hours - span.organicViews());
            double noise = habit.dispersion() * level + square(habit.mood() * unrest * level);
            learn(at * paid.length, span.rate() * views, own, noise);
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
     * Tells how far each hypothesis is believed, and what its organic multiple is.
     *
     * @param probable the logarithm of how probable this way to see the spans is before anything is seen
     * @param best taken off every logarithm
     */
    void tell(PaidBelief belief, double probable, double best) {
        double kept = Math.pow(REMEMBERED, daysUnfolded);
        for (int at = 0; at < habits.length; at++) {
            double prior = HABITS[habits[at]].logPrior();
            for (int each = 0; each < paid.length; each++) {
                int cell = at * paid.length + each;
                double now = kept * (log[cell] + scale - best + Math.log(said[cell]))
                        + (1 - kept) * (prior + paidPrior[each]);
                belief.add(each, Math.exp(now + probable), organic[cell]);
            }
        }
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
     * @param aging the power of the video's age that their multiple goes by: a steady rise or fall, which wandering
     *     does not explain, and which a budget that rises day by day would explain wrongly
     * @param logPrior the logarithm of how probable it is before anything is seen, up to a constant
     */
    record OrganicHypothesis(
            double start, double drift, double memory, double dispersion, double mood, double aging, double logPrior) {
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

        private static final double[] AGINGS = {-0.8, 0, 0.8};
        private static final double[] AGING_PRIORS = {0.5, 1, 0.5};

        private record Noise(double dispersion, double mood) {}

        /** All of them. */
        static List<OrganicHypothesis> all() {
            List<OrganicHypothesis> all = new ArrayList<>();
            for (Noise noise : NOISES) {
                for (double drift : DRIFTS) {
                    for (int aging = 0; aging < AGINGS.length; aging++) {
                        // What wanders far in a day goes where it will.
                        if (AGINGS[aging] == 0 || drift == DRIFTS[0]) {
                            add(all, noise, drift, aging);
                        }
                    }
                }
            }
            return List.copyOf(all);
        }

        private static void add(List<OrganicHypothesis> all, Noise noise, double drift, int aging) {
            for (int memory = 0; memory < MEMORIES.length; memory++) {
                for (int start = -STARTS_BELOW; start <= STARTS_ABOVE; start++) {
                    double off = start * START_STEP;
                    double prior = AGING_PRIORS[aging] * MEMORY_PRIORS[memory] * student(off / SPREAD);
                    all.add(new OrganicHypothesis(
                            Math.exp(off),
                            drift,
                            MEMORIES[memory],
                            noise.dispersion(),
                            noise.mood(),
                            AGINGS[aging],
                            Math.log(prior)));
                }
            }
        }

        private static double student(double deviations) {
            return Math.pow(1 + deviations * deviations / TAIL, -(TAIL + 1) / 2);
        }
    }
}
