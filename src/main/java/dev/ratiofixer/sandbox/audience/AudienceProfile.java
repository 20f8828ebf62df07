package dev.ratiofixer.sandbox.audience;

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
