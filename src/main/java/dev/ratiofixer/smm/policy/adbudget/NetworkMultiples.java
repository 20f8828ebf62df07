package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.PaidNetworks;
import dev.ratiofixer.smm.policy.adbudget.KalmanFilterBank.SeenSpan;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.CampaignSpan;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.PaidViews;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.PaidEstimate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often paid viewers of each network like or comment, as multiples of the target's rate. Money that is added goes
 * where the ads are shown now: if that mix is another than the one that was learned from, and the campaign's counts
 * tell the networks apart, the estimate of all paid viewers moves with it. Where they do not, nothing is moved.
 *
 * <p>Source: Bayesian linear regression with a normal prior, the pooled estimate being its mean: each span's count is
 * {@code rate × (organic × a + Σ paid of network × b of network)} with a variance in proportion to its mean.
 */
final class NetworkMultiples {
    private static final int LEAST_SPANS = 8;
    /** How far, as a share, a network's multiple is from the pooled one before anything is seen. */
    private static final double PRIOR_SHARE = 0.6;
    /** Standard deviations of a difference: one in a hundred by chance, as several pairs are looked at. */
    private static final double APART = 2.6;
    /** What the ads do now is what they did in the last days that are known. */
    private static final Duration NOW = Duration.ofDays(3);

    private static final double MOST_MOVED = 2;
    /** The logistic curve with this scale is close to the normal one. */
    private static final double PROBIT = 1.702;

    private static final double NINE_OF_TEN = 2 * 1.645;
    private static final double SURE = 1e-6;

    private final List<CampaignSpan> spans;
    private final List<double[]> rows;
    private final List<Integer> used;

    private NetworkMultiples(List<CampaignSpan> spans, List<double[]> views, List<Integer> used) {
        this.spans = spans;
        this.rows = views;
        this.used = used;
    }

    /** The estimate for where the ads are shown now; the given one where the counts do not tell networks apart. */
    static PaidEstimate adjusted(List<CampaignSpan> spans, List<AdsHour> hours, PaidEstimate pooled) {
        return factor(spans, hours, pooled).map(factor -> moved(pooled, factor)).orElse(pooled);
    }

    private static Optional<Double> factor(List<CampaignSpan> spans, List<AdsHour> hours, PaidEstimate pooled) {
        List<PaidViews> paid = new ArrayList<>();
        List<Integer> used = new ArrayList<>();
        for (int network = 0; network < PaidNetworks.NONE.all().size(); network++) {
            int of = network;
            List<AdsHour> own = hours.stream()
                    .map(hour -> new AdsHour(
                            hour.start(), 0, hour.networks().all().get(of).views()))
                    .toList();
            if (own.stream().anyMatch(hour -> hour.views() > 0)) {
                used.add(network);
                paid.add(new PaidViews(own));
            }
        }
        if (used.size() < 2 || spans.size() < LEAST_SPANS) {
            return Optional.empty();
        }
        List<double[]> views = spans.stream()
                .map(span -> between(paid, span.from(), span.to()))
                .toList();
        return new NetworkMultiples(spans, views, used)
                .factor(pooled, recent(paid, spans.getLast().to()));
    }

    private static double[] between(List<PaidViews> paid, Instant from, Instant to) {
        return paid.stream().mapToDouble(network -> network.between(from, to)).toArray();
    }

    private static double[] recent(List<PaidViews> paid, Instant end) {
        return between(paid, end.minus(NOW), end);
    }

    /** How many times as often the present mix engages as the one that was learned from; empty if nobody can tell. */
    private Optional<Double> factor(PaidEstimate pooled, double[] now) {
        int size = used.size() + 1;
        double[][] precision = new double[size][size];
        double[] pull = new double[size];
        for (int i = 0; i < size; i++) {
            double mean = i == 0 ? pooled.organic() : pooled.multiple();
            double deviation = Math.max(PRIOR_SHARE * mean, SURE);
            precision[i][i] = 1 / (deviation * deviation);
            pull[i] = mean * precision[i][i];
        }
        double noise = noise(pooled);
        for (int span = 0; span < spans.size(); span++) {
            double[] row = row(span);
            double variance = noise * Math.max(1, foretold(span, pooled));
            for (int i = 0; i < size; i++) {
                pull[i] += row[i] * spans.get(span).count() / variance;
                for (int j = 0; j < size; j++) {
                    precision[i][j] += row[i] * row[j] / variance;
                }
            }
        }
        double[][] spread = inverse(precision);
        double[] multiples = times(spread, pull);
        return apart(multiples, spread) ? Optional.of(ratio(multiples, now)) : Optional.empty();
    }

    private double ratio(double[] multiples, double[] now) {
        double[] learned = new double[used.size()];
        rows.forEach(row -> {
            for (int i = 0; i < learned.length; i++) {
                learned[i] += row[i];
            }
        });
        double then = mixed(multiples, learned);
        double present = mixed(multiples, now);
        return then <= 0 || present <= 0 ? 1 : Math.clamp(present / then, 1 / MOST_MOVED, MOST_MOVED);
    }

    private static double mixed(double[] multiples, double[] views) {
        double engaged = 0;
        double all = 0;
        for (int i = 0; i < views.length; i++) {
            engaged += Math.max(0, multiples[i + 1]) * views[i];
            all += views[i];
        }
        return all <= 0 ? 0 : engaged / all;
    }

    /** Whether two networks differ by more than chance. */
    private static boolean apart(double[] multiples, double[][] spread) {
        for (int i = 1; i < multiples.length; i++) {
            for (int j = 1; j < i; j++) {
                double variance = spread[i][i] + spread[j][j] - 2 * spread[i][j];
                if (Math.abs(multiples[i] - multiples[j]) > APART * Math.sqrt(Math.max(0, variance))) {
                    return true;
                }
            }
        }
        return false;
    }

    private double[] row(int span) {
        double[] row = new double[used.size() + 1];
        double rate = spans.get(span).rate();
        row[0] = rate * spans.get(span).organicViews();
        for (int i = 0; i < used.size(); i++) {
            row[i + 1] = rate * rows.get(span)[i];
        }
        return row;
    }

    private double foretold(int span, PaidEstimate pooled) {
        CampaignSpan of = spans.get(span);
        return of.rate() * (of.organicViews() * pooled.organic() + of.paidViews() * pooled.multiple());
    }

    /** How much more the counts scatter around the pooled estimate than pure counting would. */
    private double noise(PaidEstimate pooled) {
        double sum = 0;
        for (int span = 0; span < spans.size(); span++) {
            double mean = Math.max(1, foretold(span, pooled));
            sum += Math.pow(spans.get(span).count() - mean, 2) / mean;
        }
        return Math.max(1, sum / spans.size());
    }

    private static PaidEstimate moved(PaidEstimate pooled, double factor) {
        double deviation = Math.max(SURE, Math.log(pooled.high() / pooled.low()) / NINE_OF_TEN);
        double shift = PROBIT * Math.log(factor) / deviation;
        return new PaidEstimate(
                pooled.multiple() * factor,
                pooled.low() * factor,
                pooled.high() * factor,
                shifted(pooled.above(), shift),
                shifted(pooled.under(), -shift),
                pooled.organic(),
                pooled.until());
    }

    private static double shifted(double probability, double by) {
        double known = Math.clamp(probability, SURE, 1 - SURE);
        return 1 / (1 + Math.exp(-Math.log(known / (1 - known)) - by));
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                product[i] += matrix[i][j] * vector[j];
            }
        }
        return product;
    }

    /** By Gauss and Jordan, without exchanging rows: the prior keeps the diagonal positive. */
    private static double[][] inverse(double[][] matrix) {
        int size = matrix.length;
        double[][] left = new double[size][];
        double[][] right = new double[size][size];
        for (int i = 0; i < size; i++) {
            left[i] = matrix[i].clone();
            right[i][i] = 1;
        }
        for (int pivot = 0; pivot < size; pivot++) {
            double scale = left[pivot][pivot];
            for (int j = 0; j < size; j++) {
                left[pivot][j] /= scale;
                right[pivot][j] /= scale;
            }
            for (int i = 0; i < size; i++) {
                double times = i == pivot ? 0 : left[i][pivot];
                for (int j = 0; j < size; j++) {
                    left[i][j] -= times * left[pivot][j];
                    right[i][j] -= times * right[pivot][j];
                }
            }
        }
        return right;
    }

    /**
     * Adds up what {@link KalmanFilterBank}s believe of a campaign's paid viewers, each by its own way to see which
     * views the likes come from. Not thread-safe; {@link #of} may be called by any thread.
     */
    static final class PaidBelief {
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
                double organicMedian,
                List<List<SeenSpan>> views,
                double[] weights,
                @Nullable Double told,
                double standing) {
            double[] paid = told == null ? KalmanFilterBank.paidCells() : new double[] {told};
            List<KalmanFilterBank> banks = views.stream()
                    .map(spans -> RECENT.learned(organicMedian, paid, spans))
                    .toList();
            PaidBelief belief = new PaidBelief(paid);
            double best =
                    banks.stream().mapToDouble(KalmanFilterBank::scale).max().orElse(0);
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
         * campaign that is looked at again and again (by a backtest above all) does not learn all its days at each
         * look. What comes out is the same to the last bit. Any thread may call.
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
                    if ((found == null || bank.learned() > found.learned())
                            && bank.begins(organicMedian, paid, spans)) {
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
}
