package dev.ratiofixer.sandbox.audience;

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

    private record Ads(double cost, double views) {}

    private final ReplayedVideo video;
    private final AudienceProfile profile;
    private final long seed;
    private final long publishedMillis;
    private final double overdelivery;

    /**
     * The audience of a video that was released at an instant.
     *
     * @param overdelivery how far a day's spend may pass the daily budget, as a share of it; Google allows 1
     */
    public Audience(
            ReplayedVideo video, AudienceProfile profile, long seed, long publishedMillis, double overdelivery) {
        this.video = video;
        this.profile = profile;
        this.seed = seed;
        this.publishedMillis = publishedMillis;
        this.overdelivery = overdelivery;
    }

    /** What the video has brought by itself up to the instant at which the sandbox opens. */
    public AudienceCounters opening(long nowMillis, Response response) {
        double age = seenAge(nowMillis);
        double likes = video.likes().at(age) * response.organicLikes();
        double comments = video.comments().at(age) * response.organicComments();
        return new AudienceCounters(nowMillis, video.views().at(age), likes, comments, 0, 0, 0, 0, 0);
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
        double before = seenAge(from);
        double after = seenAge(toMillis);
        Response response = now.response();
        Ads ads = ads(now.spending(), from, toMillis);
        double views = video.views().at(after) - video.views().at(before);
        double likes = response.organicLikes()
                * (video.likes().at(after) - video.likes().at(before));
        double comments = response.organicComments()
                * (video.comments().at(after) - video.comments().at(before));
        double likeRate = video.likeRate(before);
        double commentRate = now.commentsOpen() ? video.commentRate(before) : 0;
        double prompted = prompted(now, from) * (views + ads.views);
        double paidLikes = ads.views * Math.min(MOST, response.paidLikes() * likeRate * mood(from, 21));
        double paidComments = ads.views * Math.min(MOST, response.paidComments() * commentRate * mood(from, 22));
        return new AudienceCounters(
                toMillis,
                counters.views() + views + ads.views,
                Math.max(0, counters.likes() + likes + PROMPT_LIKES * prompted * likeRate + paidLikes),
                Math.max(
                        0,
                        counters.comments()
                                + (now.commentsOpen() ? comments : 0)
                                + prompted * commentRate
                                + paidComments),
                counters.paidViews() + ads.views,
                counters.paidLikes() + paidLikes,
                counters.paidComments() + paidComments,
                counters.impressions() + ads.views / profile.viewsPerImpression(),
                counters.costMicros() + ads.cost);
    }

    private Ads ads(Spending spending, long from, long to) {
        if (!spending.serving()) {
            return new Ads(0, 0);
        }
        double cost = spending.dailyMicros() * pacing(from) * ((to - from) / DAY);
        double raised = (double) spending.dailyMicros() / profile.openingBudgetMicros();
        return new Ads(cost, cost / (profile.costPerViewMicros() * Math.pow(raised, DIMINISHING)));
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
}
