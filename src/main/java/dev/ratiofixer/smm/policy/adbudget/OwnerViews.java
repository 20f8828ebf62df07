package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.PaidViews;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells how many public views come with a paid view of Google Ads, by the owner's analytics.
 *
 * <p>Google Ads and the public counter count by different rules, so that public views less paid ones are of two units.
 * YouTube's own count of the views that ads brought is of the public counter's unit. It comes by the day and about
 * three days late: an hour takes what the seven known days around it tell, one of the newest days what the last seven
 * do. Immutable.
 */
public final class OwnerViews {
    private static final int WINDOW = 7;
    /** Fewer paid views tell their share too badly. */
    private static final double LEAST_PAID = 50;
    /** What no counting rule explains is an error of one of the two reports. */
    private static final double MOST = 10;

    /** What came on a known day: as Google Ads counts it, and as the public counter does. */
    private record PaidDay(Instant start, double paid, double shown) {}

    private final List<PaidDay> known;

    private OwnerViews(List<PaidDay> known) {
        this.known = known;
    }

    /**
     * Compares the two reports.
     *
     * @param hours of the ads report, oldest first; a day that begins before the first of them is left out, as the
     *     report may begin within it
     * @param days oldest first
     */
    static OwnerViews of(List<AdsHour> hours, List<OwnerDay> days) {
        if (hours.isEmpty()) {
            return new OwnerViews(List.of());
        }
        PaidViews paid = new PaidViews(hours);
        Instant first = hours.getFirst().start();
        List<PaidDay> known = new ArrayList<>();
        for (OwnerDay day : days) {
            if (!day.start().isBefore(first)) {
                known.add(new PaidDay(day.start(), paid.between(day.start(), day.end()), day.adsViews()));
            }
        }
        return new OwnerViews(List.copyOf(known));
    }

    /** Returns the public views for each paid view at an instant; 1 where too little is known. */
    double publicFor(Instant at) {
        int next = 0;
        while (next < known.size() && !known.get(next).start().isAfter(at)) {
            next++;
        }
        int from = Math.clamp(next - 1L - WINDOW / 2, 0, Math.max(0, known.size() - WINDOW));
        List<PaidDay> around = known.subList(from, Math.min(known.size(), from + WINDOW));
        double paid = around.stream().mapToDouble(PaidDay::paid).sum();
        double shown = around.stream().mapToDouble(PaidDay::shown).sum();
        return paid < LEAST_PAID ? 1 : Math.min(MOST, shown / paid);
    }

    /**
     * What the owner's analytics say of one day of a video. No number is negative: days of which YouTube took back more
     * than came tell no share.
     *
     * @param views as the public counter counts them
     * @param engagedViews those that went on past the first frame, or were chosen by a click
     * @param adsViews those of {@code views} that ads brought
     */
    public record OwnerDay(Instant start, Instant end, long views, long engagedViews, long adsViews) {
        public OwnerDay {
            if (views < 0 || engagedViews < 0 || adsViews < 0) {
                throw new IllegalArgumentException("a day with fewer than no views is to be left out");
            }
        }
    }
}
