package dev.ratiofixer.sandbox.audience;

/**
 * A real music video as it was read, with its three counters as curves of age.
 *
 * @param number its place in the data, from 0
 */
public record ReplayedVideo(
        int number,
        String id,
        String title,
        String channelId,
        String channelTitle,
        int durationSeconds,
        GrowthCurve views,
        GrowthCurve likes,
        GrowthCurve comments) {

    /** Likes for each view that the real video had at an age; 0 while it had none. */
    public double likeRate(double ageDays) {
        return rate(likes, ageDays);
    }

    /** Comments for each view that the real video had at an age; 0 while it had none. */
    public double commentRate(double ageDays) {
        return rate(comments, ageDays);
    }

    private double rate(GrowthCurve counter, double ageDays) {
        double seen = views.at(ageDays);
        return seen < 1 ? 0 : counter.at(ageDays) / seen;
    }
}
