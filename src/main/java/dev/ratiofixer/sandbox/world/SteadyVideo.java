package dev.ratiofixer.sandbox.world;

/** A made-up video whose counters follow a fixed curve: a channel's earlier uploads, and the load test's crowd. */
public final class SteadyVideo implements Video {
    private static final double WEEK = 7 * 86_400_000.0;
    private static final double GROWTH = 0.35;

    private final VideoMetadata metadata;
    private final double firstWeekViews;
    private final double likeRate;
    private final double commentRate;
    private volatile Exposure exposure = Exposure.OPEN;

    /** @param firstWeekViews its views seven days after release; likes and comments are a fixed share of views */
    public SteadyVideo(VideoMetadata metadata, double firstWeekViews, double likeRate, double commentRate) {
        this.metadata = metadata;
        this.firstWeekViews = firstWeekViews;
        this.likeRate = likeRate;
        this.commentRate = commentRate;
    }

    @Override
    public VideoMetadata metadata() {
        return metadata;
    }

    @Override
    public Exposure exposure() {
        return exposure;
    }

    @Override
    public TrueCounters counts(long nowMillis) {
        double weeks = Math.max(0, nowMillis - metadata.publishedMillis()) / WEEK;
        double views = firstWeekViews * Math.pow(weeks, GROWTH);
        return new TrueCounters((long) views, (long) (views * likeRate), (long) (views * commentRate));
    }

    @Override
    public long commentMillis(long ordinal) {
        double weeks = Math.pow(ordinal / (firstWeekViews * commentRate), 1 / GROWTH);
        return metadata.publishedMillis() + (long) (weeks * WEEK);
    }

    @Override
    public void expose(Exposure now, long nowMillis) {
        exposure = now;
    }
}
