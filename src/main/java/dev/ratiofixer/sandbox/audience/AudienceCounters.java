package dev.ratiofixer.sandbox.audience;

/**
 * Holds what a video has collected up to an instant, not rounded.
 *
 * @param views as the public counter counts them
 * @param paidViews the views that its campaign paid for, as Google Ads counts them; {@code costMicros} is what they
 *     cost
 * @param inside what only the owner is told
 */
public record AudienceCounters(
        long untilMillis,
        double views,
        double likes,
        double comments,
        double paidViews,
        double paidLikes,
        double paidComments,
        double impressions,
        double costMicros,
        OwnerCounters inside) {

    /**
     * What the public does not see.
     *
     * @param engagedViews views that went beyond the first frame, the paid ones among them
     * @param publicPaidViews those of {@code views} that were paid for
     * @param comingLikes likes that were decided on and have not come yet
     */
    public record OwnerCounters(double engagedViews, double publicPaidViews, double subscribers, double comingLikes) {}

    /** Nothing came in until a later instant. */
    AudienceCounters waited(long toMillis) {
        return new AudienceCounters(
                toMillis, views, likes, comments, paidViews, paidLikes, paidComments, impressions, costMicros, inside);
    }

    /** With counts added to or, where negative, taken from the counters that the public sees; none falls below 0. */
    public AudienceCounters adjusted(double moreViews, double moreLikes, double moreComments) {
        return new AudienceCounters(
                untilMillis,
                Math.max(0, views + moreViews),
                Math.max(0, likes + moreLikes),
                Math.max(0, comments + moreComments),
                paidViews,
                paidLikes,
                paidComments,
                impressions,
                costMicros,
                inside);
    }
}
