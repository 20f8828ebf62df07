package dev.ratiofixer.sandbox.audience;

/**
 * How one video's audience answers, fixed by seed and number; the first eight, which the demo runs, are cast by hand.
 *
 * @param organicLikes likes of the replayed video that really come, as a multiple; under 1 the video falls short
 * @param organicComments the same of comments
 * @param paidLikes how often a paid viewer likes, as a multiple of the real video's likes a view
 * @param paidComments the same of comments
 * @param promptResponse how strongly the audience answers the owner's comment, 1 being usual
 * @param costPerViewMicros what a paid view costs at the opening budget
 * @param viewsPerImpression the share of impressions that become views
 * @param openingBudgetMicros the daily budget at the sandbox's start
 * @param ageDays how old the video is at the sandbox's start
 * @param dayPhase when in its day the video is seen most, in radians
 */
public record Temper(
        double organicLikes,
        double organicComments,
        double paidLikes,
        double paidComments,
        double promptResponse,
        double costPerViewMicros,
        double viewsPerImpression,
        long openingBudgetMicros,
        double ageDays,
        double dayPhase) {
    private static final long DOLLAR = 1_000_000;

    private record Role(double likes, double comments, double paidLikes, double paidComments, int budget, double age) {}

    /** The demo's cast: five fall short of likes, one of them with paid viewers that make it worse; two are healthy. */
    private static final Role[] CAST = {
        new Role(0.45, 0.45, 2.2, 2.0, 10, 6.5),
        new Role(1.00, 1.00, 1.0, 1.0, 5, 20),
        new Role(0.50, 0.50, 0.3, 0.3, 12, 3.2),
        new Role(0.45, 0.50, 2.6, 1.8, 20, 9),
        new Role(0.55, 0.40, 1.9, 2.2, 10, 2.4),
        new Role(1.00, 1.00, 1.1, 0.9, 5, 33),
        new Role(0.40, 0.40, 3.0, 2.5, 8, 1.6),
        new Role(0.90, 0.30, 1.4, 0.8, 15, 12),
    };

    /** The temper of the video with this number under a seed. */
    public static Temper of(long seed, int number) {
        double age = Chance.logBetween(seed, number, 1, 1.5, 60);
        boolean suppressed = Chance.uniform(seed, number, 2) < 0.5;
        double multiple = suppressed ? Chance.between(seed, number, 3, 0.35, 0.75) : 1;
        Role role = number < CAST.length
                ? CAST[number]
                : new Role(
                        multiple,
                        suppressed ? Chance.between(seed, number, 4, 0.35, 0.75) : 1,
                        Chance.logBetween(seed, number, 5, 0.2, 3),
                        Chance.logBetween(seed, number, 6, 0.2, 3),
                        (int) Chance.between(seed, number, 7, 5, 21),
                        age);
        return new Temper(
                role.likes,
                role.comments,
                role.paidLikes,
                role.paidComments,
                Chance.between(seed, number, 8, 0.5, 1.5),
                Chance.between(seed, number, 9, 0.012, 0.03) * DOLLAR,
                Chance.between(seed, number, 10, 0.15, 0.35),
                role.budget * DOLLAR,
                role.age,
                Chance.between(seed, number, 11, 0, 2 * Math.PI));
    }
}
