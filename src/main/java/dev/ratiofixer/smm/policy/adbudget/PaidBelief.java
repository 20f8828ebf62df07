package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.policy.adbudget.KalmanFilterBank.SeenSpan;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.PaidEstimate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what {@link KalmanFilterBank}s believe of a campaign's paid viewers, each by its own way to see which views
 * the likes come from. Not thread-safe; {@link #of} may be called by any thread.
 */
final class PaidBelief {
    private static final double PAID_STEP = KalmanFilterBank.PAID_STEP;
    private static final RecentBanks RECENT = new RecentBanks();

    private final double[] paid;
    private final double[] share;
    private double own;
    private double sum;

    private PaidBelief(double[] paid) {
        this.paid = paid;
        share = new double[paid.length];
    }

    /**
     * Returns what is believed of the paid viewers, by all ways to see the spans.
     *
     * @param organicMedian what the organic multiple is about before anything is seen
     * @param views the spans by each way to see them, and how probable that is
     * @param told the multiple of paid viewers where it is known, {@code null} where it is not
     * @param standing of the video: all its likes over what the target asks of all its views
     */
    static PaidEstimate of(
            double organicMedian, List<List<SeenSpan>> views, double[] weights, @Nullable Double told, double standing) {
        double[] paid = told == null ? KalmanFilterBank.paidCells() : new double[] {told};
        List<KalmanFilterBank> banks = views.stream()
                .map(spans -> RECENT.learned(organicMedian, paid, spans))
                .toList();
        PaidBelief belief = new PaidBelief(paid);
        double best = banks.stream().mapToDouble(KalmanFilterBank::scale).max().orElse(0);
        for (int view = 0; view < banks.size(); view++) {
            banks.get(view).tell(belief, Math.log(weights[view]), best);
        }
        RECENT.give(banks);
        return belief.estimate(standing, learnedUntil(views.getFirst()));
    }

    /** A multiple of paid viewers is believed so much more, with so high an organic one. */
    void add(int cell, double weight, double organic) {
        share[cell] += weight;
        own += weight * organic;
        sum += weight;
    }

    private static Instant learnedUntil(List<SeenSpan> spans) {
        return spans.stream()
                .filter(seen -> !seen.burst())
                .map(seen -> seen.span().to())
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    private PaidEstimate estimate(double standing, Instant until) {
        return new PaidEstimate(
                quantile(0.5),
                quantile(0.05),
                quantile(0.95),
                1 - under(1),
                under(Math.min(1, standing)),
                own / sum,
                until);
    }

    /** How much of the belief lies under a multiple. */
    private double under(double multiple) {
        double under = 0;
        for (int cell = 0; cell < paid.length; cell++) {
            double within = Math.log(multiple / paid[cell]) / PAID_STEP + 0.5;
            under += share[cell] / sum * Math.clamp(within, 0, 1);
        }
        return Math.min(1, under);
    }

    private double quantile(double level) {
        double below = 0;
        int cell = 0;
        while (cell < paid.length - 1 && below + share[cell] / sum < level) {
            below += share[cell] / sum;
            cell++;
        }
        double each = share[cell] / sum;
        double within = each <= 0 ? 0.5 : Math.clamp((level - below) / each, 0, 1);
        return paid[cell] * Math.exp((within - 0.5) * PAID_STEP);
    }

    /**
     * Banks of the looks before: one whose spans are the first of those asked for goes on from there, so that a
     * campaign that is looked at again and again (by a backtest above all) does not learn all its days at each look.
     * What comes out is the same to the last bit. Any thread may call.
     */
    private static final class RecentBanks {
        /** Of about twenty campaigns; a bank takes 0.2 MB at first, and less as habits are left out. */
        private static final int MOST = 200;

        /** The newest first. */
        private final Deque<KalmanFilterBank> banks = new ArrayDeque<>();

        KalmanFilterBank learned(double organicMedian, double[] paid, List<SeenSpan> spans) {
            KalmanFilterBank bank = take(organicMedian, paid, spans);
            bank.learn(spans);
            return bank;
        }

        private synchronized KalmanFilterBank take(double organicMedian, double[] paid, List<SeenSpan> spans) {
            KalmanFilterBank found = null;
            for (KalmanFilterBank bank : banks) {
                if ((found == null || bank.learned() > found.learned()) && bank.begins(organicMedian, paid, spans)) {
                    found = bank;
                }
            }
            if (found == null) {
                return new KalmanFilterBank(organicMedian, paid);
            }
            banks.remove(found);
            return found;
        }

        synchronized void give(List<KalmanFilterBank> used) {
            used.forEach(banks::addFirst);
            while (banks.size() > MOST) {
                banks.removeLast();
            }
        }
    }
}
