package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.CampaignSpan;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.PaidViews;
import dev.ratiofixer.smm.policy.adbudget.PublicShare.ViewAttribution.ViewsSoFar;
import dev.ratiofixer.video.CountingRegime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A share of the paid views that may be public. Not every view that Google Ads counts is one of the public counter's.
 * Where the owner does not tell which, the campaign's own steps do: when more is bought, public views rise by the
 * public part of it.
 *
 * <p>Under each share the views that nobody paid for are what is left of a day's public ones. The truer the share is,
 * the less these follow the budget. A Kalman filter foretells their logarithm: a level with a slope, both of which
 * wander, and weekends that differ. How well it does is how far the share is believed. Immutable.
 *
 * @param share public views for each paid one
 */
record PublicShare(double share) {
    /** All paid views are public: so it is where nothing else is known, or the owner's analytics tell it. */
    static final List<PublicShare> ALL = List.of(new PublicShare(1));

    private static final double LEAST = 0.55;
    private static final double STEP = 0.05;
    private static final int CELLS = 10;
    /** How probable it is that all are, before anything is seen; the rest is spread evenly. */
    private static final double PRIOR_ALL = 0.6;
    /** Shares that differ by less are one. */
    private static final double SAME = 0.06;

    private static final double[] QUANTILES = {1 / 6.0, 0.5, 5 / 6.0};

    /** Shorter times differ by the hour, and so do those that are no whole days. */
    private static final double LEAST_HOURS = 23.5;

    private static final double HOURS_DIFFER = 0.3;

    private static final double DAY_HOURS = 24;
    /** How much a day's views differ from what the days around it foretell. */
    private static final double[] NOISES = {0.01, 0.05, 0.15};
    /**
     * By how much the level wanders in a day; a video whose views end within a week falls by a tenth of them and more.
     */
    private static final double[] DRIFTS = {0.01, 0.04, 0.12};

    /**
     * The slope is over the logarithm of all views so far: where these grow as a power of age, as they do, so does what
     * comes in a day, and a fresh video's falls faster.
     */
    private static final double FIRST_SLOPE = -1;

    private static final double PRIOR_SLOPE = 1;
    /** In a day. */
    private static final double SLOPE_WANDERS = 0.1;

    private static final double PRIOR_LEVEL = 0.3;
    private static final double PRIOR_WEEKEND = 0.2;
    /**
     * What a day's views do, the next day's do as well, in ways that no filter knows; so days tell less than they seem
     * to. Steps of the budget tell enough all the same.
     */
    private static final double BELIEVED = 0.5;

    private static final double TAIL = 4;
    /** What is left of a day's views is never less than this share of them. */
    private static final double LEAST_LEFT = 0.02;

    /**
     * What came about a day: per day.
     *
     * @param grown by how much the logarithm of all views grew
     */
    private record ViewsOfDay(double days, double grown, double views, double paid, boolean weekend) {
        /** How far the hours that it has too many may move it. */
        double uneven() {
            return HOURS_DIFFER * Math.abs(days - Math.rint(days)) / days;
        }
    }

    /**
     * Returns three shares that stand for what is believed, each for a third of it, or one where that is narrow.
     *
     * @param readings oldest first, none later than the ads report is complete
     * @param zone in which days are counted
     */
    static List<PublicShare> learned(List<ViewsSoFar> readings, ZoneId zone) {
        List<ViewsOfDay> days = days(readings, zone);
        double[] log = new double[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            double prior = cell == CELLS - 1 ? PRIOR_ALL : (1 - PRIOR_ALL) / (CELLS - 1);
            log[cell] = Math.log(prior) + BELIEVED * evidence(days, LEAST + STEP * cell);
        }
        double best = Arrays.stream(log).max().orElse(0);
        double[] weight = Arrays.stream(log).map(each -> Math.exp(each - best)).toArray();
        double sum = Arrays.stream(weight).sum();
        double[] at = Arrays.stream(QUANTILES)
                .map(level -> quantile(weight, level * sum))
                .toArray();
        if (at[2] - at[0] < SAME) {
            return List.of(new PublicShare(at[1]));
        }
        return Arrays.stream(at).mapToObj(PublicShare::new).toList();
    }

    private static double quantile(double[] weight, double level) {
        double sum = 0;
        int cell = 0;
        while (cell < CELLS - 1 && sum + weight[cell] < level) {
            sum += weight[cell];
            cell++;
        }
        return LEAST + STEP * cell;
    }

    private static List<ViewsOfDay> days(List<ViewsSoFar> readings, ZoneId zone) {
        List<ViewsOfDay> days = new ArrayList<>();
        int start = 0;
        for (int end = 1; end < readings.size(); end++) {
            ViewsSoFar from = readings.get(start);
            ViewsSoFar to = readings.get(end);
            double hours = to.hoursSince(from);
            if (!to.follows(readings.get(end - 1))) {
                start = end;
            } else if (hours >= LEAST_HOURS) {
                double each = DAY_HOURS / hours;
                double views = to.views() - from.views();
                if (views > 0) {
                    DayOfWeek day = from.at()
                            .plusMillis((to.at().toEpochMilli() - from.at().toEpochMilli()) / 2)
                            .atZone(zone)
                            .getDayOfWeek();
                    boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
                    days.add(new ViewsOfDay(
                            hours / DAY_HOURS,
                            Math.log(to.views() / Math.max(1, from.views())),
                            each * views,
                            each * (to.paid() - from.paid()),
                            weekend));
                }
                start = end;
            }
        }
        return days;
    }

    /** How well the days are foretold under a share, whatever noise and drift: a logarithm, up to a constant. */
    private static double evidence(List<ViewsOfDay> days, double share) {
        double all = 0;
        for (double noise : NOISES) {
            for (double drift : DRIFTS) {
                all += Math.exp(foretold(days, share, noise, drift));
            }
        }
        return Math.log(all);
    }

    private static double foretold(List<ViewsOfDay> days, double share, double noise, double drift) {
        if (days.isEmpty()) {
            return 0;
        }
        double[] state = {Math.log(left(days.getFirst(), share)), FIRST_SLOPE, 0};
        double[][] spread = {
            {PRIOR_LEVEL * PRIOR_LEVEL, 0, 0},
            {0, PRIOR_SLOPE * PRIOR_SLOPE, 0},
            {0, 0, PRIOR_WEEKEND * PRIOR_WEEKEND}
        };
        double log = 0;
        for (ViewsOfDay day : days) {
            wander(state, spread, day, drift);
            log += see(state, spread, day, left(day, share), noise * noise + day.uneven() * day.uneven());
        }
        return log;
    }

    private static double left(ViewsOfDay day, double share) {
        return Math.max(LEAST_LEFT * day.views(), day.views() - share * day.paid());
    }

    private static void wander(double[] state, double[][] spread, ViewsOfDay day, double drift) {
        double grown = day.grown();
        state[0] += grown * state[1];
        spread[0][0] += 2 * grown * spread[0][1] + grown * grown * spread[1][1] + day.days() * drift * drift;
        spread[0][1] += grown * spread[1][1];
        spread[1][0] = spread[0][1];
        spread[0][2] += grown * spread[1][2];
        spread[2][0] = spread[0][2];
        spread[1][1] += day.days() * SLOPE_WANDERS * SLOPE_WANDERS;
    }

    private static double see(double[] state, double[][] spread, ViewsOfDay day, double left, double noise) {
        double weekend = day.weekend() ? 1 : 0;
        double[] pull = new double[state.length];
        for (int i = 0; i < state.length; i++) {
            pull[i] = spread[i][0] + weekend * spread[i][2];
        }
        double known = pull[0] + weekend * pull[2];
        double off = Math.log(left) - state[0] - weekend * state[2];
        double surprise = off * off / (known + noise);
        double distrust = Math.max(1, (TAIL + surprise) / (TAIL + 1));
        double total = known + noise * distrust;
        for (int i = 0; i < state.length; i++) {
            state[i] += pull[i] / total * off;
            for (int j = 0; j < state.length; j++) {
                spread[i][j] -= pull[i] * pull[j] / total;
            }
        }
        // The density is of the public views, whose logarithm is not what is foretold.
        return -Math.log(left / day.views())
                - 0.5 * Math.log(known + noise)
                - 0.5 * (TAIL + 1) * Math.log(1 + surprise / TAIL);
    }

    /**
     * A way to see which views a span's likes come from: how many of the paid views are public ones, and how long after
     * its view a like comes. Immutable.
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

            /**
             * Whether nothing was taken back, and nothing counted in another way, between an earlier reading and this.
             */
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
                    all.add(new ViewAttribution(share.share(), LAGS[lag], LAG_PRIORS[lag]));
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
         * Which spans are of a burst of views, a viral day above all: organic views came more than twice as fast as
         * they usually did of late. Who comes then, and by which way, is somebody else; nothing is learned of the
         * others from it, nor from the day after.
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

        /**
         * After each reading: an exponential filter of what came between readings, which is taken to have come evenly.
         */
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
}
