package dev.ratiofixer.sandbox.audience;

/**
 * The audience of one video: a pure function from a tally, the conditions since, and a later instant to the tally then.
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

    private final ReplayedVideo video;
    private final Temper temper;
    private final long seed;
    private final long publishedMillis;
    private final double overdelivery;

    /** @param overdelivery how far a day's spend may pass the daily budget, as a share of it; Google allows 1 */
    public Audience(ReplayedVideo video, Temper temper, long seed, long publishedMillis, double overdelivery) {
        this.video = video;
        this.temper = temper;
        this.seed = seed;
        this.publishedMillis = publishedMillis;
        this.overdelivery = overdelivery;
    }

    /** What the video has brought by itself up to the instant at which the sandbox opens. */
    public Tally opening(long nowMillis, Conditions now) {
        double age = seenAge(nowMillis);
        return new Tally(
                nowMillis,
                video.views().at(age),
                video.likes().at(age) * now.organicLikes(),
                video.comments().at(age) * now.organicComments(),
                0,
                0,
                0,
                0,
                0);
    }

    /** The end of the step that an instant lies in. */
    public static long stepEnd(long millis) {
        return (Math.floorDiv(millis, HOUR) + 1) * HOUR;
    }

    /** One step under unchanging conditions; {@code toMillis} is at most {@link #stepEnd} of the tally's instant. */
    public Tally step(Tally tally, Conditions now, long toMillis) {
        long from = tally.untilMillis();
        if (!now.onAir()) {
            return moved(tally, toMillis);
        }
        double before = seenAge(from);
        double after = seenAge(toMillis);
        double cost = now.adsEnabled() ? now.dailyBudgetMicros() * pacing(from) * ((toMillis - from) / DAY) : 0;
        double paid = cost == 0 ? 0 : cost / costPerView(now.dailyBudgetMicros());
        double organic = video.views().at(after) - video.views().at(before);
        double prompted = prompted(now, from) * (organic + paid);
        double likeRate = video.likeRate(before);
        double commentRate = now.commentsOpen() ? video.commentRate(before) : 0;
        double likes =
                now.organicLikes() * (video.likes().at(after) - video.likes().at(before))
                        + PROMPT_LIKES * prompted * likeRate;
        double comments = now.commentsOpen()
                ? now.organicComments()
                                * (video.comments().at(after) - video.comments().at(before))
                        + prompted * commentRate
                : 0;
        double paidLikes = paid * Math.min(MOST, now.paidLikes() * likeRate * mood(from, 21));
        double paidComments = paid * Math.min(MOST, now.paidComments() * commentRate * mood(from, 22));
        return new Tally(
                toMillis,
                tally.views() + organic + paid,
                Math.max(0, tally.likes() + likes + paidLikes),
                Math.max(0, tally.comments() + comments + paidComments),
                tally.paidViews() + paid,
                tally.paidLikes() + paidLikes,
                tally.paidComments() + paidComments,
                tally.impressions() + paid / temper.viewsPerImpression(),
                tally.costMicros() + cost);
    }

    private static Tally moved(Tally tally, long toMillis) {
        return new Tally(
                toMillis,
                tally.views(),
                tally.likes(),
                tally.comments(),
                tally.paidViews(),
                tally.paidLikes(),
                tally.paidComments(),
                tally.impressions(),
                tally.costMicros());
    }

    /** The age at which the curves are read: it runs fast and slow over the day and is exact at whole days. */
    private double seenAge(long millis) {
        double age = (millis - publishedMillis) / DAY;
        double phase = temper.dayPhase();
        double shift = RHYTHM / (2 * Math.PI) * (Math.sin(2 * Math.PI * age + phase) - Math.sin(phase));
        // In the first day the shift could pass the release.
        return age < 1 ? age : age + shift;
    }

    private double pacing(long millis) {
        long day = Math.floorDiv(millis, (long) DAY);
        return Chance.between(seed, video.number() * 100_000L + day, 20, 0.9, 1 + overdelivery);
    }

    private double costPerView(long budgetMicros) {
        double ratio = (double) budgetMicros / temper.openingBudgetMicros();
        return temper.costPerViewMicros() * Math.pow(ratio, DIMINISHING);
    }

    private double prompted(Conditions now, long millis) {
        double strength = 0;
        for (Prompt prompt : now.prompts()) {
            strength += prompt.strength(millis);
        }
        return strength * temper.promptResponse();
    }

    private double mood(long millis, long salt) {
        long hour = Math.floorDiv(millis, HOUR);
        return Chance.between(seed, video.number() * 10_000_000L + hour, salt, 0.4, 1.6);
    }
}
