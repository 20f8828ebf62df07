package dev.ratiofixer.sandbox.audience;

import dev.ratiofixer.sandbox.audience.AudienceCounters.OwnerCounters;
import dev.ratiofixer.sandbox.audience.AudienceKind.Disturbances;
import dev.ratiofixer.sandbox.audience.AudienceKind.Disturbances.Correction;
import dev.ratiofixer.sandbox.audience.AudienceKind.ViewCounting;
import dev.ratiofixer.sandbox.audience.Conditions.Prompt;
import dev.ratiofixer.sandbox.audience.Conditions.Spending;

/**
 * Computes the audience of one video: a pure function from counters, the conditions since, and a later instant to the
 * counters then.
 *
 * <p>It goes by steps that end at full hours (UTC) and at interventions, never at the instant somebody happens to ask,
 * so that the counters at an instant do not depend on who looked before. {@code docs/sandbox.md} gives the rule in
 * full.
 */
public final class Audience {
    /** The step's length. */
    public static final long HOUR = 3_600_000;

    private static final double DAY = 86_400_000;
    private static final double RHYTHM = 0.3;
    private static final double DIMINISHING = 0.15;
    private static final double PROMPT_LIKES = 0.05;
    private static final double MOST = 0.8;
    private static final double SUBSCRIBERS = 0.04;

    private record Ads(double cost, double views) {}

    private final ReplayedVideo video;
    private final AudienceProfile profile;
    private final long seed;
    private final long publishedMillis;
    private final double overdelivery;
    private final AudienceKind kind;
    private final Disturbances disturbances;
    private final boolean premiered;

    /**
     * An {@link AudienceKind#EVEN even} audience of a video that was released at an instant.
     *
     * @param overdelivery how far a day's spend may pass the daily budget, as a share of it; Google allows 1
     */
    public Audience(
            ReplayedVideo video, AudienceProfile profile, long seed, long publishedMillis, double overdelivery) {
        this(video, profile, seed, publishedMillis, overdelivery, AudienceKind.EVEN);
    }

    /** The same of any kind. */
    public Audience(
            ReplayedVideo video,
            AudienceProfile profile,
            long seed,
            long publishedMillis,
            double overdelivery,
            AudienceKind kind) {
        this(video, profile, seed, publishedMillis, overdelivery, kind, kind.counting());
    }

    /** The same with views that are counted otherwise than the kind's. */
    public Audience(
            ReplayedVideo video,
            AudienceProfile profile,
            long seed,
            long publishedMillis,
            double overdelivery,
            AudienceKind kind,
            ViewCounting counting) {
        this.video = video;
        this.profile = profile;
        this.seed = seed;
        this.publishedMillis = publishedMillis;
        this.overdelivery = overdelivery;
        this.kind = kind;
        this.disturbances =
                new Disturbances(kind, counting, seed, video, publishedMillis + (long) (profile.ageDays() * DAY));
        this.premiered = false;
    }

    private Audience(Audience other, long publishedMillis) {
        this.video = other.video;
        this.profile = other.profile;
        this.seed = other.seed;
        this.publishedMillis = publishedMillis;
        this.overdelivery = other.overdelivery;
        this.kind = other.kind;
        this.disturbances = other.disturbances;
        this.premiered = true;
    }

    /** The same of a premiere that begins at an instant: its likes are ahead of its views, and begin before them. */
    public Audience premiering(long startMillis) {
        return new Audience(this, startMillis);
    }

    /** Public views for each view of those who come by themselves, on average. */
    public double firstFrame() {
        return disturbances.firstFrame();
    }

    /** Public views for each paid one: below 1, the share that the public counter counts. */
    public double publicPaid() {
        return disturbances.publicPaid();
    }

    /** What the video has brought by itself up to the instant at which the sandbox opens. */
    public AudienceCounters opening(long nowMillis, Response response) {
        double age = seenAge(nowMillis);
        double ahead = ahead(age);
        double likes = video.likes().at(ahead) * response.organicLikes();
        double late = video.likes().at(ahead - disturbances.likeLag() / DAY) * response.organicLikes();
        double comments = video.comments().at(age) * response.organicComments();
        double views = video.views().at(age);
        return new AudienceCounters(
                nowMillis,
                views * firstFrame(),
                likes,
                comments,
                0,
                0,
                0,
                0,
                0,
                new OwnerCounters(views, 0, SUBSCRIBERS * likes, Math.max(0, likes - late)));
    }

    /** The end of the step that an instant lies in. */
    public static long stepEnd(long millis) {
        return (Math.floorDiv(millis, HOUR) + 1) * HOUR;
    }

    /** One step under unchanging conditions; {@code toMillis} is at most {@link #stepEnd} of the tally's instant. */
    public AudienceCounters step(AudienceCounters counters, Conditions now, long toMillis) {
        long from = counters.untilMillis();
        if (!now.onAir()) {
            return counters.waited(toMillis);
        }
        Brought brought = brought(now, from, toMillis);
        OwnerCounters inside = counters.inside();
        double lag = disturbances.likeLag();
        double coming = inside.comingLikes() + brought.likes;
        double come = lag <= 0 ? coming : coming * (1 - Math.exp(-(toMillis - from) / lag));
        Correction kept = disturbances.correction(from, toMillis);
        double paidPublic = brought.ads.views * disturbances.publicPaid();
        return new AudienceCounters(
                toMillis,
                (counters.views() + brought.views * disturbances.firstFrame(from) + paidPublic) * kept.views(),
                Math.max(0, counters.likes() + come) * kept.likes(),
                Math.max(0, counters.comments() + brought.comments),
                counters.paidViews() + brought.ads.views,
                counters.paidLikes() + brought.paidLikes,
                counters.paidComments() + brought.paidComments,
                counters.impressions() + brought.ads.views / profile.viewsPerImpression(),
                counters.costMicros() + brought.ads.cost,
                new OwnerCounters(
                        inside.engagedViews() + brought.views + brought.ads.views,
                        inside.publicPaidViews() + paidPublic,
                        inside.subscribers() + SUBSCRIBERS * Math.max(0, come),
                        coming - come));
    }

    /**
     * What a step brings.
     *
     * @param views of those who come by themselves
     * @param likes all of them, the paid ones too, as are the comments
     */
    private record Brought(
            double views, double likes, double comments, Ads ads, double paidLikes, double paidComments) {}

    private Brought brought(Conditions now, long from, long to) {
        double before = seenAge(from);
        double after = seenAge(to);
        Response response = now.response();
        Ads ads = ads(now.spending(), from, to);
        double views = (video.views().at(after) - video.views().at(before)) * disturbances.crowd(from);
        double likes = response.organicLikes()
                * disturbances.likes(from)
                * (video.likes().at(ahead(after)) - video.likes().at(ahead(before)));
        double comments = response.organicComments()
                * (video.comments().at(after) - video.comments().at(before));
        double likeRate = video.likeRate(before);
        double commentRate = now.commentsOpen() ? video.commentRate(before) : 0;
        double prompted = prompted(now, from) * (views + ads.views);
        double paidLikes = ads.views * Math.min(MOST, response.paidLikes() * likeRate * mood(from, 21));
        double paidComments = ads.views * Math.min(MOST, response.paidComments() * commentRate * mood(from, 22));
        return new Brought(
                views,
                likes + PROMPT_LIKES * prompted * likeRate + paidLikes,
                (now.commentsOpen() ? comments : 0) + prompted * commentRate + paidComments,
                ads,
                paidLikes,
                paidComments);
    }

    /** The age at which the curve of likes is read. */
    private double ahead(double age) {
        return age + (premiered ? Disturbances.ahead(age) : disturbances.premiere(age));
    }

    private Ads ads(Spending spending, long from, long to) {
        // Nobody is shown ads of what is not out.
        if (!spending.serving() || from < publishedMillis) {
            return new Ads(0, 0);
        }
        double cost = spending.dailyMicros() * pacing(from) * served(from, to);
        double raised = (double) spending.dailyMicros() / profile.openingBudgetMicros();
        return new Ads(cost, cost / (profile.costPerViewMicros() * Math.pow(raised, DIMINISHING)));
    }

    /** The share of a day's ads that a step serves. */
    private double served(long from, long to) {
        return kind == AudienceKind.EVEN ? (to - from) / DAY : seenAge(to) - seenAge(from);
    }

    /** The age at which the curves are read: it runs fast and slow over the day and is exact at whole days. */
    private double seenAge(long millis) {
        double age = (millis - publishedMillis) / DAY;
        double phase = profile.dayPhase();
        double shift = RHYTHM / (2 * Math.PI) * (Math.sin(2 * Math.PI * age + phase) - Math.sin(phase));
        // In the first day the shift could pass the release.
        return age < 1 ? age : age + shift;
    }

    private double pacing(long millis) {
        long day = Math.floorDiv(millis, (long) DAY);
        return SeededRandom.between(seed, video.number() * 100_000L + day, 20, 0.9, 1 + overdelivery);
    }

    private double prompted(Conditions now, long millis) {
        double strength = 0;
        for (Prompt prompt : now.prompts()) {
            strength += prompt.strength(millis);
        }
        return strength * profile.promptResponse();
    }

    private double mood(long millis, long salt) {
        long hour = Math.floorDiv(millis, HOUR);
        return SeededRandom.between(seed, video.number() * 10_000_000L + hour, salt, 0.4, 1.6);
    }

    /**
     * Describes how one video's audience responds, fixed by seed and number; the first eight, which the demo runs, are
     * chosen by hand.
     *
     * @param response how often viewers like and comment at the sandbox's start
     * @param promptResponse how strongly the audience answers the owner's comment, 1 being usual
     * @param costPerViewMicros what a paid view costs at the opening budget
     * @param viewsPerImpression the share of impressions that become views
     * @param openingBudgetMicros the daily budget at the sandbox's start
     * @param ageDays how old the video is at the sandbox's start
     * @param dayPhase when in its day the video is seen most, in radians
     */
    public record AudienceProfile(
            Response response,
            double promptResponse,
            double costPerViewMicros,
            double viewsPerImpression,
            long openingBudgetMicros,
            double ageDays,
            double dayPhase) {
        private static final long DOLLAR = 1_000_000;
        private static final double PAID_SHARE = 0.3;

        private record AudienceRole(Response response, double costPerView, int budget, double age) {
            AudienceRole(
                    double likes,
                    double comments,
                    double paidLikes,
                    double paidComments,
                    double costPerView,
                    int budget,
                    double age) {
                this(new Response(likes, comments, paidLikes, paidComments), costPerView, budget, age);
            }
        }

        /**
         * The demo's cast: six fall short, of likes or of comments. Where the paid viewers are good ones, the opening
         * budget about keeps the shortfall as it is, so that raising it helps; the third one's make it worse. Two are
         * healthy.
         */
        private static final AudienceRole[] CAST = {
            new AudienceRole(0.45, 0.45, 2.2, 2.0, 0.025, 5, 6.5),
            new AudienceRole(1.00, 1.00, 1.0, 1.0, 0.025, 5, 20),
            new AudienceRole(0.50, 0.50, 0.3, 0.3, 0.020, 12, 3.2),
            new AudienceRole(0.45, 0.50, 2.6, 1.8, 0.011, 25, 9),
            new AudienceRole(0.55, 0.40, 1.9, 2.2, 0.030, 5, 2.4),
            new AudienceRole(1.00, 1.00, 1.1, 0.9, 0.025, 5, 33),
            new AudienceRole(0.40, 0.40, 1.2, 1.5, 0.060, 5, 1.6),
            new AudienceRole(0.90, 0.30, 1.4, 0.8, 0.026, 15, 12),
        };

        /** The temper of a video under a seed. */
        public static AudienceProfile of(long seed, ReplayedVideo video) {
            int number = video.number();
            AudienceRole role = number < CAST.length ? CAST[number] : drawn(seed, video);
            return new AudienceProfile(
                    role.response,
                    SeededRandom.between(seed, number, 8, 0.5, 1.5),
                    role.costPerView * DOLLAR,
                    SeededRandom.between(seed, number, 10, 0.15, 0.35),
                    role.budget * DOLLAR,
                    role.age,
                    SeededRandom.between(seed, number, 11, 0, 2 * Math.PI));
        }

        private static AudienceRole drawn(long seed, ReplayedVideo video) {
            int number = video.number();
            boolean suppressed = SeededRandom.uniform(seed, number, 2) < 0.5;
            double age = SeededRandom.logBetween(seed, number, 1, 1.5, 60);
            double costPerView = SeededRandom.between(seed, number, 9, 0.012, 0.03);
            double aDay = video.views().at(age + 1) - video.views().at(age);
            return new AudienceRole(
                    suppressed ? SeededRandom.between(seed, number, 3, 0.35, 0.75) : 1,
                    suppressed ? SeededRandom.between(seed, number, 4, 0.35, 0.75) : 1,
                    SeededRandom.logBetween(seed, number, 5, 0.2, 3),
                    SeededRandom.logBetween(seed, number, 6, 0.2, 3),
                    costPerView,
                    (int) Math.clamp(PAID_SHARE * aDay * costPerView, 5, 50),
                    age);
        }
    }

    /**
     * How often viewers like and comment, as multiples of what the real video's viewers did.
     *
     * @param organicLikes of those who come by themselves; under 1 the video falls short
     * @param paidLikes of those whom the campaign brings
     */
    public record Response(double organicLikes, double organicComments, double paidLikes, double paidComments) {}
}
