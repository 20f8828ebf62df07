package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.KalmanFilterBank.SeenSpan;
import dev.ratiofixer.smm.policy.adbudget.NetworkMultiples.PaidBelief;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.CampaignSpan;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.PaidViews;
import dev.ratiofixer.smm.policy.adbudget.PublicShare.ViewAttribution;
import dev.ratiofixer.smm.policy.adbudget.PublicShare.ViewAttribution.ViewsSoFar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
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
     * Cuts a campaign's readings into spans of a quarter of a day, or longer where too little happens in that: organic
     * and paid views rise and fall at other hours, which tells whose likes they are. A span ends with the ads report's
     * lag before now, so that its paid views are surely complete. None goes on over a change of the counting regime or
     * over views that fell.
     */
    static final class CampaignSpans {
        /** Ads metrics lag by hours: a span counts only when its end is this long ago. */
        static final Duration METRICS_LAG = Duration.ofHours(6);

        /** Readings are asked for every six hours, and come when the video is read. */
        private static final Duration SHORTEST = Duration.ofHours(5);
        /** Fewer likes in a span are told too badly by a rule for many. */
        private static final double LEAST_COUNT = 5;

        private static final Duration LONGEST = Duration.ofHours(71);
        private static final Duration DAY = Duration.ofHours(23);
        private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

        /** A reading that shows the counter and knows a target for it. */
        private record ShownCount(CampaignReading reading, long count, double target) {
            Instant at() {
                return reading.at();
            }

            long views() {
                return reading.views();
            }
        }

        private final List<ShownCount> shown;
        private final PaidViews paid;

        private CampaignSpans(List<ShownCount> shown, PaidViews paid) {
            this.shown = shown;
            this.paid = paid;
        }

        /**
         * The spans that are surely complete at {@code now}, oldest first.
         *
         * @param readings oldest first
         */
        static List<CampaignSpan> of(
                List<CampaignReading> readings, PaidViews paid, AssessedCounter counter, Instant now) {
            List<ShownCount> shown = readings.stream()
                    .filter(reading -> !reading.at().isAfter(now.minus(METRICS_LAG)))
                    .flatMap(reading -> shown(reading, counter).stream())
                    .toList();
            return shown.isEmpty() ? List.of() : new CampaignSpans(shown, paid).cut();
        }

        private static Optional<ShownCount> shown(CampaignReading reading, AssessedCounter counter) {
            @Nullable Long count = counter.of(reading);
            @Nullable Double target = counter.target(reading);
            return count == null || target == null || target <= 0 || reading.views() == 0
                    ? Optional.empty()
                    : Optional.of(new ShownCount(reading, count, target));
        }

        private List<CampaignSpan> cut() {
            List<CampaignSpan> spans = new ArrayList<>();
            int start = 0;
            for (int end = 1; end < shown.size(); end++) {
                ShownCount from = shown.get(start);
                ShownCount to = shown.get(end);
                if (from.reading().regime() != to.reading().regime() || to.views() < from.views()) {
                    start = end;
                } else if (longEnough(from, to) && to.views() > from.views()) {
                    spans.add(span(from, to, growth(end)));
                    start = end;
                }
            }
            return spans;
        }

        private boolean longEnough(ShownCount from, ShownCount to) {
            Duration lasted = Duration.between(from.at(), to.at());
            ShownCount first = shown.getFirst();
            double aMilli = (to.count() - first.count())
                    / (double) Duration.between(first.at(), to.at()).toMillis();
            return lasted.compareTo(LONGEST) >= 0
                    || (lasted.compareTo(SHORTEST) >= 0 && aMilli * lasted.toMillis() >= LEAST_COUNT);
        }

        private CampaignSpan span(ShownCount from, ShownCount to, double growth) {
            double bought = paid.between(from.at(), to.at());
            return new CampaignSpan(
                    from.at(),
                    to.at(),
                    to.views() - from.views(),
                    Math.max(0, to.views() - from.views() - bought),
                    bought,
                    to.count() - from.count(),
                    to.target() / to.views(),
                    growth);
        }

        private double growth(int end) {
            ShownCount to = shown.get(end);
            int start = end - 1;
            while (start > 0 && Duration.between(shown.get(start).at(), to.at()).compareTo(DAY) < 0) {
                start--;
            }
            ShownCount from = shown.get(start);
            double own = Math.max(0, to.views() - from.views() - paid.between(from.at(), to.at()));
            return own
                    / Math.max(1, from.views())
                    * (DAY_MILLIS / Duration.between(from.at(), to.at()).toMillis());
        }

        /**
         * What a span of a campaign's life brought of one counter.
         *
         * @param publicViews all of them: of the unit that the target is of where the owner's analytics tell, else as
         *     the public counter has them
         * @param organicViews those without the paid ones
         * @param paidViews of the same unit where the analytics tell, else as Google Ads counts them
         * @param count likes or comments
         * @param rate how many of them the target asked for a view at the span's end
         * @param growth organic views of a day over all views before it, told from the day that ends with the span
         */
        record CampaignSpan(
                Instant from,
                Instant to,
                double publicViews,
                double organicViews,
                double paidViews,
                double count,
                double rate,
                double growth) {
            private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();

            /** With the views that its likes come from, as a {@link ViewAttribution} sees them. */
            CampaignSpan with(double organic, double paid) {
                return new CampaignSpan(from, to, publicViews, organic, paid, count, rate, growth);
            }

            double hours() {
                return Duration.between(from, to).toMillis() / HOUR_MILLIS;
            }
        }

        /** The paid views up to any instant: of an hour that has not ended by then, the part that has passed. */
        static final class PaidViews {
            private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();

            private final long[] starts;
            /** Those before each hour, and in the end all. */
            private final double[] before;

            /** @param hours oldest first */
            PaidViews(List<AdsHour> hours) {
                this(hours, AdsHour::views);
            }

            private PaidViews(List<AdsHour> hours, ToDoubleFunction<AdsHour> count) {
                starts = new long[hours.size()];
                before = new double[hours.size() + 1];
                for (int i = 0; i < starts.length; i++) {
                    starts[i] = hours.get(i).start().toEpochMilli();
                    before[i + 1] = before[i] + count.applyAsDouble(hours.get(i));
                }
            }

            /** Those that the public counter counts, as far as the owner's analytics tell. */
            static PaidViews shown(AdsFacts ads) {
                OwnerViews owner = OwnerViews.of(ads.hours(), ads.insight().days());
                return new PaidViews(ads.hours(), hour -> hour.views() * owner.publicFor(hour.start()));
            }

            /** Those of the unit that the target is of: where that is not known, as {@link #shown}. */
            static PaidViews counted(AdsFacts ads, OwnerViews owner) {
                return owner.counts()
                        ? new PaidViews(ads.hours(), hour -> hour.views() * owner.countedFor(hour.start()))
                        : shown(ads);
            }

            double between(Instant from, Instant to) {
                return until(to) - until(from);
            }

            private double until(Instant at) {
                int found = Arrays.binarySearch(starts, at.toEpochMilli());
                int hour = found >= 0 ? found : -found - 2;
                if (hour < 0) {
                    return 0;
                }
                double passed = (at.toEpochMilli() - starts[hour]) / HOUR_MILLIS;
                return before[hour] + Math.min(1, passed) * (before[hour + 1] - before[hour]);
            }
        }
    }
}
