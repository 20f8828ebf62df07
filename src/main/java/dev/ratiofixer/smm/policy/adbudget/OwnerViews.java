package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.CampaignSpans;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.CampaignSpans.CampaignSpan;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.CampaignSpans.PaidViews;
import dev.ratiofixer.smm.policy.adbudget.PublicShare.ViewAttribution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings a campaign's views to the unit that its target is of, by the owner's analytics.
 *
 * <p>Google Ads and the public counter count by different rules, so that public views less paid ones are of two units;
 * and of public views that are counted at the first frame, those of ads are fewer engaged ones than others. The owner's
 * own count tells both. It comes by the day and about three days late: an hour takes what the seven known days around
 * it tell, one of the newest days what the last seven do. The newest four are restated by YouTube; they tell nothing
 * where three others do. Immutable.
 */
public final class OwnerViews {
    private static final int WINDOW = 7;
    /** YouTube has nothing of the newest three days, and goes on counting those of a week. */
    private static final int PROVISIONAL = 4;

    private static final int ENOUGH = 3;
    /** Fewer paid views tell their share too badly. */
    private static final double LEAST_PAID = 50;
    /** As many as the expectation asks for before it goes by them. */
    private static final double LEAST_COUNTED = 200;
    /** What no counting rule explains is an error of one of the two reports. */
    private static final double MOST = 10;

    /** What came on a known day, and what Google Ads counts of it. */
    private record PaidDay(OwnerDay day, double paid) {}

    private final List<PaidDay> known;
    /** Those on which ads were shown. */
    private final List<PaidDay> bought;

    private OwnerViews(List<PaidDay> known) {
        this.known = known;
        bought = known.stream().filter(day -> day.paid() > 0).toList();
    }

    /**
     * Compares the two reports.
     *
     * @param hours of the ads report, oldest first; a day that begins before the first of them has no paid views
     * @param days oldest first
     */
    static OwnerViews of(List<AdsHour> hours, List<OwnerDay> days) {
        PaidViews paid = new PaidViews(hours);
        List<PaidDay> known = new ArrayList<>();
        for (OwnerDay day : days) {
            // The report may begin within the day: then its paid views are too few.
            boolean whole =
                    !hours.isEmpty() && !day.start().isBefore(hours.getFirst().start());
            known.add(new PaidDay(day, whole ? paid.between(day.start(), day.end()) : 0));
        }
        return new OwnerViews(List.copyOf(known));
    }

    /** Returns the public views for each paid view at an instant; 1 where too little is known. */
    double publicFor(Instant at) {
        if (bought.isEmpty()) {
            return 1;
        }
        List<PaidDay> around = around(at, bought);
        double paid = around.stream().mapToDouble(PaidDay::paid).sum();
        return paid < LEAST_PAID ? 1 : Math.min(MOST, sum(around, OwnerDay::adsViews) / paid);
    }

    /** Returns views of the unit that the target is of, for each paid view at an instant. */
    double countedFor(Instant at) {
        if (bought.isEmpty()) {
            return 1;
        }
        List<PaidDay> around = around(at, bought);
        double paid = around.stream().mapToDouble(PaidDay::paid).sum();
        return paid < LEAST_PAID ? 1 : believed(sum(around, OwnerDay::adsCounted) / paid);
    }

    /** Whether enough is known, as the expectation asks for, to count views otherwise than the public counter. */
    boolean counts() {
        return sum(known, OwnerDay::counted) >= LEAST_COUNTED;
    }

    /**
     * Returns readings of public views as ones of views that the target is of: from the first one on, what came between
     * two of them is counted as the days tell.
     *
     * @param readings oldest first
     * @param shown paid views as the public counter counts them
     * @param counted the same in the target's unit
     */
    List<CampaignReading> counted(List<CampaignReading> readings, PaidViews shown, PaidViews counted) {
        if (readings.isEmpty() || !counts()) {
            return readings;
        }
        List<CampaignReading> converted = new ArrayList<>();
        CampaignReading before = readings.getFirst();
        double views = before.views() / others(known.subList(0, Math.min(WINDOW, known.size())));
        for (CampaignReading reading : readings) {
            double bought = shown.between(before.at(), reading.at());
            double own = reading.views() - before.views() - bought;
            Instant middle =
                    before.at().plus(Duration.between(before.at(), reading.at()).dividedBy(2));
            views += own / others(day(middle)) + counted.between(before.at(), reading.at());
            converted.add(reading.of(Math.max(1, Math.round(views))));
            before = reading;
        }
        return List.copyOf(converted);
    }

    /** The day of an instant where it is known and settled, else those around it. */
    private List<PaidDay> day(Instant at) {
        return known.subList(0, Math.max(0, known.size() - PROVISIONAL)).stream()
                .filter(each ->
                        !each.day().start().isAfter(at) && each.day().end().isAfter(at))
                .filter(each -> each.day().counted() - each.day().adsCounted() >= LEAST_COUNTED)
                .findFirst()
                .map(List::of)
                .orElseGet(() -> around(at, known));
    }

    /** Public views for each of the target's unit, of those that came by themselves on some days. */
    private double others(List<PaidDay> days) {
        double own = sum(days, OwnerDay::counted) - sum(days, OwnerDay::adsCounted);
        double shown = sum(days, OwnerDay::views) - sum(days, OwnerDay::adsViews);
        if (own >= LEAST_PAID && shown >= LEAST_PAID) {
            return believed(shown / own);
        }
        return days.size() < known.size() ? others(known) : 1;
    }

    private static double believed(double factor) {
        return Math.clamp(factor, 1 / MOST, MOST);
    }

    private static double sum(List<PaidDay> days, ToDoubleFunction<OwnerDay> count) {
        return days.stream()
                .mapToDouble(each -> count.applyAsDouble(each.day()))
                .sum();
    }

    private static List<PaidDay> around(Instant at, List<PaidDay> days) {
        List<PaidDay> settled = days.size() < PROVISIONAL + ENOUGH ? days : days.subList(0, days.size() - PROVISIONAL);
        int next = 0;
        while (next < settled.size() && !settled.get(next).day().start().isAfter(at)) {
            next++;
        }
        int from = Math.clamp(next - 1L - WINDOW / 2, 0, Math.max(0, settled.size() - WINDOW));
        return settled.subList(from, Math.min(settled.size(), from + WINDOW));
    }

    /**
     * What the owner's analytics say of one day of a video. No number is negative: days of which YouTube took back more
     * than came tell no share.
     *
     * @param views as the public counter counts them
     * @param counted views of the unit that the target is of: engaged ones, those that went on past the first frame or
     *     were chosen by a click; of a Short, whose target is of public views, {@code views}
     * @param adsViews those of {@code views} that ads brought
     * @param adsCounted those of {@code counted} that ads brought
     */
    public record OwnerDay(Instant start, Instant end, long views, long counted, long adsViews, long adsCounted) {
        public OwnerDay {
            if (views < 0 || counted < 0 || adsViews < 0 || adsCounted < 0) {
                throw new IllegalArgumentException("a day with fewer than no views is to be left out");
            }
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
