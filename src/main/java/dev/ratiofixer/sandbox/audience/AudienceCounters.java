package dev.ratiofixer.sandbox.audience;

/**
 * Holds what a video has collected up to an instant, not rounded.
 *
 * @param paidViews the views among {@code views} that its campaign paid for; {@code costMicros} is what they cost
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
        double costMicros) {

    /** Nothing came in until a later instant. */
    AudienceCounters waited(long toMillis) {
        return new AudienceCounters(
                toMillis, views, likes, comments, paidViews, paidLikes, paidComments, impressions, costMicros);
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
                costMicros);
    }
}
