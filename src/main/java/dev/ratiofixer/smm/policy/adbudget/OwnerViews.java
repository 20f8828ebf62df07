package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.PaidViews;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
}
