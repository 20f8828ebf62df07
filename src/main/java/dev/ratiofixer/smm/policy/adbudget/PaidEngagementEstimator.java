package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.KalmanFilterBank.SeenSpan;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.CampaignSpans;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.CampaignSpans.CampaignSpan;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.CampaignSpans.PaidViews;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.PaidEstimate;
import dev.ratiofixer.smm.policy.adbudget.PublicShare.ViewAttribution;
import dev.ratiofixer.smm.policy.adbudget.PublicShare.ViewAttribution.ViewsSoFar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns from a campaign's spans of hours how often its paid viewers like or comment.
 *
 * <p>Each span's count is {@code rate × (organic views × a + paid views × b)} plus noise, {@code rate} being what the
 * target asks of a view. Nothing of the two is taken for granted: above all, who comes now by himself does not like as
 * often as all who came before him. {@code docs/control.md} has the formulas, where the numbers come from, and how well
 * it does.
 */
final class PaidEngagementEstimator {
    private static final double LEAST_HOURS = 11;
    private static final double LEAST_AGE = 0.5;
    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();
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

    private PaidEngagementEstimator() {}

    /**
     * The estimate, or nothing when less than half a day with paid views is known, or nothing is known to start from.
     *
     * @param readings oldest first; the first one says where organic viewers start, the last one where the video stands
     * @param released when the video came out
     */
    static Optional<PaidEstimate> estimate(
            List<CampaignReading> readings, AdsFacts ads, AssessedCounter counter, Instant now, Instant released) {
        List<Double> standings = readings.stream()
                .flatMap(reading -> standing(reading, counter).stream())
                .toList();
        OwnerViews owner = OwnerViews.of(ads.hours(), ads.insight().days());
        PaidViews paidViews = PaidViews.counted(ads, owner);
        List<CampaignReading> counted = owner.counted(readings, PaidViews.shown(ads), paidViews);
        List<CampaignSpan> spans = CampaignSpans.of(counted, paidViews, counter, now);
        double paid = spans.stream()
                .filter(span -> span.paidViews() > 0)
                .mapToDouble(CampaignSpan::hours)
                .sum();
        @Nullable Double told = ads.insight().multiple();
        if (standings.isEmpty() || spans.isEmpty() || (paid < LEAST_HOURS && told == null)) {
            return Optional.empty();
        }
        double first = marginal(spans.getFirst()) * Math.clamp(standings.getFirst(), LEAST_STANDING, MOST_STANDING);
        double last = standings.getLast();
        List<ViewsSoFar> soFar = ViewsSoFar.of(
                counted.stream()
                        .filter(reading -> !reading.at().isAfter(now.minus(CampaignSpans.METRICS_LAG)))
                        .toList(),
                paidViews);
        List<ViewAttribution> views = ViewAttribution.all(
                ads.insight().days().isEmpty() ? PublicShare.learned(soFar, ads.zone()) : PublicShare.ALL);
        double[] weights = views.stream().mapToDouble(ViewAttribution::weight).toArray();
        List<List<SeenSpan>> seen = views.stream()
                .map(view -> seen(spans, view.seen(spans, soFar), released))
                .toList();
        PaidEstimate found = PaidBelief.of(first, seen, weights, told, last);
        return Optional.of(
                told == null ? NetworkMultiples.adjusted(spans, ads.hours(), found) : found.certain(told, last));
    }

    /** @param seen the same spans by a way to see their views */
    private static List<SeenSpan> seen(List<CampaignSpan> spans, List<CampaignSpan> seen, Instant released) {
        boolean[] bursts = ViewAttribution.bursts(spans);
        List<SeenSpan> all = new ArrayList<>();
        double before = marginal(spans.getFirst());
        double young = age(released, spans.getFirst().from());
        for (int i = 0; i < bursts.length; i++) {
            double now = marginal(spans.get(i));
            double old = age(released, spans.get(i).to());
            all.add(new SeenSpan(seen.get(i), Math.log(now / before), Math.log(old / young), bursts[i]));
            before = now;
            young = old;
        }
        return all;
    }

    /** In days; the first hours after the release are none of the video's ordinary life. */
    private static double age(Instant released, Instant at) {
        return Math.max(LEAST_AGE, Duration.between(released, at).toMillis() / DAY_MILLIS);
    }

    /** Organic likes a view of such a day over those of the days until then: a fresh video's are nearer to 1. */
    private static double marginal(CampaignSpan span) {
        double fresh = Math.clamp((span.growth() - SETTLED) / (FRESH - SETTLED), 0, 1);
        return MARGINAL + fresh * (MARGINAL_FRESH - MARGINAL);
    }

    /** A reading's count as a multiple of its target. */
    private static Optional<Double> standing(CampaignReading reading, AssessedCounter counter) {
        @Nullable Long count = counter.of(reading);
        @Nullable Double target = counter.target(reading);
        return count == null || target == null || target <= 0 ? Optional.empty() : Optional.of(count / target);
    }

    /**
     * How often paid viewers like (or comment), as a multiple of what the target asks of every view: above 1 more paid
     * views close the shortfall. Between the video's own standing and 1 they raise the ratio, though never to the
     * target.
     *
     * @param multiple the median of what is believed
     * @param low together with {@code high} it holds the truth in nine cases of ten
     * @param above how probable it is that the multiple lies above 1
     * @param under how probable it is that it lies under the video's own standing, so that each paid view lowers the
     *     ratio
     * @param organic the same multiple of those who come by themselves
     * @param until the end of the last span that something was learned from
     */
    record PaidEstimate(
            double multiple, double low, double high, double above, double under, double organic, Instant until) {
        /**
         * How sure is sure enough for a raise: the first, the second and third, the next three, and those after that. A
         * step costs little and teaches much: whom it errs about it shows, so the first asks least. Who is no surer
         * after several of them than at the beginning has been shown nothing (docs/control.md).
         */
        private static final double[] GOOD = {0.62, 0.66, 0.66, 0.69, 0.69, 0.69, 0.7};

        /** The same once a whole climb of the budget has been tried. */
        private static final double GOOD_AGAIN = 0.9;

        /** Who is as sure as that need not wait for what the last raise shows. */
        private static final double SURE = 0.95;
        /** What came in so long after a raise is of the raised budget. */
        private static final Duration SHOWS = Duration.ofHours(6);

        private static final double BAD = 0.92;

        /**
         * Whether it is sure enough for a raise. Where those who come by themselves already engage more than the target
         * asks, the shortfall closes without money, and whose likes they are is hard to tell.
         *
         * @param raises when the budget was raised, newest first
         * @param climbed whether it has been raised so often that one more needs better reasons
         */
        boolean good(List<Instant> raises, boolean climbed) {
            double asks = climbed ? GOOD_AGAIN : GOOD[Math.min(raises.size(), GOOD.length - 1)];
            boolean shown =
                    raises.isEmpty() || !until.isBefore(raises.getFirst().plus(SHOWS));
            return above > asks && organic < 1 && (shown || above > SURE);
        }

        /** The same where the multiple is known. */
        PaidEstimate certain(double known, double standing) {
            return new PaidEstimate(
                    known, known, known, known > 1 ? 1 : 0, known < Math.min(1, standing) ? 1 : 0, organic, until);
        }

        boolean surelyBad() {
            return under > BAD;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f times (%.2f to %.2f)", multiple, low, high);
        }
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
