package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.CampaignSpan;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.PaidViews;
import dev.ratiofixer.video.CountingRegime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A way to see which views a span's likes come from: how many of the paid views are public ones, and how long after its
 * view a like comes. Immutable.
 *
 * @param publicShare the public views for each paid one of the ads report
 * @param lagHours on average, exponentially; 0 for likes that come with their view
 * @param weight how probable it is before any like is seen, up to a factor
 */
record ViewAttribution(double publicShare, double lagHours, double weight) {
    private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();

    /** Likes come at once as often as not; else the lag is about that of a quarter of a day. */
    private static final double[] LAGS = {0, 3.5, 8};

    private static final double[] LAG_PRIORS = {1, 0.5, 0.5};
    /** Weekends and the hours of a day together move views by less. */
    private static final double BURST = 2.2;
    /** In hours: what usual is has to be known of a day at least. */
    private static final double BURST_AFTER = 20;
    /** In hours. */
    private static final double BURST_WAKE = 25;
    /** In hours: how far back usual goes, to 1/e. */
    private static final double USUAL_MEMORY = 96;

    /** The same of a burst: what lasts for days is usual in the end. */
    private static final double BURST_MEMORY = 960;
    /** How much less a burst's hours say of what is usual. */
    private static final double BURST_WEIGHT = 0.25;

    /** Public and paid views up to the instant of a reading. */
    record ViewsSoFar(Instant at, double views, double paid, CountingRegime regime) {
        /** Those of every reading, oldest first. */
        static List<ViewsSoFar> of(List<CampaignReading> readings, PaidViews paid) {
            if (readings.isEmpty()) {
                return List.of();
            }
            Instant first = readings.getFirst().at();
            return readings.stream()
                    .map(reading -> new ViewsSoFar(
                            reading.at(), reading.views(), paid.between(first, reading.at()), reading.regime()))
                    .toList();
        }

        /** Whether nothing was taken back, and nothing counted in another way, between an earlier reading and this. */
        boolean follows(ViewsSoFar earlier) {
            return regime == earlier.regime && views >= earlier.views;
        }

        double hoursSince(ViewsSoFar earlier) {
            return Duration.between(earlier.at, at).toMillis() / HOUR_MILLIS;
        }
    }

    /** All of them, for the public shares that are held possible. */
    static List<ViewAttribution> all(List<PublicShare> shares) {
        List<ViewAttribution> all = new ArrayList<>();
        for (PublicShare share : shares) {
            for (int lag = 0; lag < LAGS.length; lag++) {
                all.add(new ViewAttribution(share.share(), LAGS[lag], share.weight() * LAG_PRIORS[lag]));
            }
        }
        return List.copyOf(all);
    }

    /**
     * The spans with the views that their likes come from.
     *
     * @param readings those that the spans were cut from, oldest first
     */
    List<CampaignSpan> seen(List<CampaignSpan> spans, List<ViewsSoFar> readings) {
        Map<Instant, Coming> coming = lagHours > 0 ? coming(readings) : Map.of();
        return spans.stream()
                .map(span -> {
                    Coming before = coming.getOrDefault(span.from(), Coming.NOTHING);
                    Coming after = coming.getOrDefault(span.to(), Coming.NOTHING);
                    double paid = publicShare * (span.paidViews() + before.paid - after.paid);
                    double all = span.publicViews() + before.views - after.views;
                    return span.with(Math.max(0, all - paid), Math.max(0, paid));
                })
                .toList();
    }

    /**
     * Which spans are of a burst of views, a viral day above all: organic views came more than twice as fast as they
     * usually did of late. Who comes then, and by which way, is somebody else; nothing is learned of the others from
     * it, nor from the day after.
     */
    static boolean[] bursts(List<CampaignSpan> spans) {
        boolean[] bursts = new boolean[spans.size()];
        double usual = 0;
        double heard = 0;
        double sinceBurst = Double.POSITIVE_INFINITY;
        for (int i = 0; i < bursts.length; i++) {
            CampaignSpan span = spans.get(i);
            double hours = span.hours();
            double pace = span.organicViews() / hours;
            sinceBurst += hours;
            if (heard >= BURST_AFTER && pace > BURST * usual) {
                sinceBurst = 0;
            }
            bursts[i] = sinceBurst <= BURST_WAKE;
            double kept = heard * Math.exp(-hours / (bursts[i] ? BURST_MEMORY : USUAL_MEMORY));
            double weight = bursts[i] ? BURST_WEIGHT * hours : hours;
            usual = (kept * usual + weight * pace) / (kept + weight);
            heard = kept + weight;
        }
        return bursts;
    }

    /** Views whose likes have not come yet. */
    private record Coming(double views, double paid) {
        static final Coming NOTHING = new Coming(0, 0);
    }

    /** After each reading: an exponential filter of what came between readings, which is taken to have come evenly. */
    private Map<Instant, Coming> coming(List<ViewsSoFar> readings) {
        Map<Instant, Coming> coming = new HashMap<>();
        Coming now = Coming.NOTHING;
        boolean known = false;
        for (int i = 1; i < readings.size(); i++) {
            ViewsSoFar before = readings.get(i - 1);
            ViewsSoFar after = readings.get(i);
            double hours = after.hoursSince(before);
            if (!after.follows(before) || hours <= 0) {
                continue;
            }
            double kept = Math.exp(-hours / lagHours);
            double views = (after.views() - before.views()) / hours * lagHours;
            double paid = (after.paid() - before.paid()) / hours * lagHours;
            if (!known) {
                now = new Coming(views, paid);
                coming.put(before.at(), now);
                known = true;
            }
            now = new Coming(views + kept * (now.views - views), paid + kept * (now.paid - paid));
            coming.put(after.at(), now);
        }
        return coming;
    }
}
