package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.Audience;
import dev.ratiofixer.sandbox.audience.AudienceCounters;
import dev.ratiofixer.sandbox.audience.Conditions;
import dev.ratiofixer.sandbox.world.AdAccount.AdFigures;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Simulates a replayed video whose audience responds to what is done for it. */
public final class LiveVideo implements Video {
    /** How far back {@link #between} knows. */
    public static final int REPORTED_DAYS = 40;

    private static final long DAY_MILLIS = 86_400_000;

    private volatile VideoMetadata metadata;
    private Audience audience;
    private final AdHours hours = new AdHours();
    private final NavigableMap<Long, AudienceCounters> ends = new TreeMap<>();
    private CommentTimes commentTimes = new CommentTimes();
    private volatile long scheduledMillis = Long.MAX_VALUE;
    private Exposure exposure = Exposure.OPEN;
    private Conditions conditions;
    private AudienceCounters counters;

    LiveVideo(VideoMetadata metadata, Audience audience, Conditions conditions, long openedMillis) {
        this.metadata = metadata;
        this.audience = audience;
        this.conditions = conditions;
        this.counters = audience.opening(openedMillis, conditions.response());
        ends.put(openedMillis, counters);
        commentTimes.note(metadata.publishedMillis(), 0);
        commentTimes.note(openedMillis, counters.comments());
    }

    @Override
    public VideoMetadata metadata() {
        return metadata;
    }

    /**
     * Makes it a premiere that was announced now and begins later: it has no views until then, and likes of people who
     * have not seen it. While it runs for the first time it is live.
     */
    public synchronized void premiere(long nowMillis, long startMillis) {
        metadata = metadata.releasedAt(startMillis);
        scheduledMillis = nowMillis;
        audience = audience.premiering(metadata.publishedMillis());
        counters = audience.opening(nowMillis, conditions.response());
        ends.clear();
        ends.put(nowMillis, counters);
        commentTimes = new CommentTimes();
        commentTimes.note(nowMillis, 0);
    }

    @Override
    public Broadcast broadcast(long nowMillis) {
        VideoMetadata told = metadata;
        long since = nowMillis - told.publishedMillis();
        if (since < 0) {
            return Broadcast.UPCOMING;
        }
        boolean premiered = scheduledMillis != Long.MAX_VALUE;
        return premiered && since < told.durationSeconds() * 1000L ? Broadcast.LIVE : Broadcast.NONE;
    }

    @Override
    public String published(long nowMillis) {
        return broadcast(nowMillis) == Broadcast.UPCOMING
                ? metadata.releasedAt(scheduledMillis).published()
                : metadata.published();
    }

    @Override
    public synchronized Exposure exposure() {
        return exposure;
    }

    /** What holds for it now. */
    public synchronized Conditions conditions() {
        return conditions;
    }

    @Override
    public TrueCounters counts(long nowMillis) {
        AudienceCounters now = at(nowMillis);
        return new TrueCounters((long) now.views(), (long) now.likes(), (long) now.comments());
    }

    /** What has come in by an instant. */
    public synchronized AudienceCounters at(long nowMillis) {
        settle(nowMillis, false);
        return nowMillis <= counters.untilMillis() ? counters : audience.step(counters, conditions, nowMillis);
    }

    @Override
    public synchronized long commentMillis(long ordinal) {
        return commentTimes.of(ordinal);
    }

    @Override
    public synchronized void expose(Exposure now, long nowMillis) {
        exposure = now;
        change(nowMillis, before -> before.exposed(now.found(), now.commentsOpen()));
    }

    /** Changes what holds for it, from an instant on. */
    public synchronized void change(long nowMillis, UnaryOperator<Conditions> to) {
        settle(nowMillis, true);
        conditions = to.apply(conditions);
    }

    /** Adds to its public counters or takes from them, at once. */
    public synchronized void adjust(long nowMillis, double views, double likes, double comments) {
        settle(nowMillis, true);
        counters = counters.adjusted(views, likes, comments);
        ends.put(counters.untilMillis(), counters);
        commentTimes.note(counters.untilMillis(), counters.comments());
    }

    /**
     * What came in between two instants, in steps that have ended: as a report for the owner says it, from counters
     * that may have fallen. Known of the last {@link #REPORTED_DAYS} days.
     */
    public synchronized VideoDay between(long fromMillis, long toMillis) {
        settle(toMillis, false);
        AudienceCounters from = until(fromMillis);
        AudienceCounters to = until(toMillis);
        return new VideoDay(
                to.views() - from.views(),
                to.inside().engagedViews() - from.inside().engagedViews(),
                to.inside().publicPaidViews() - from.inside().publicPaidViews(),
                to.likes() - from.likes(),
                to.comments() - from.comments(),
                to.inside().subscribers() - from.inside().subscribers());
    }

    private AudienceCounters until(long millis) {
        Map.Entry<Long, AudienceCounters> last = ends.floorEntry(millis);
        return last == null ? ends.firstEntry().getValue() : last.getValue();
    }

    /**
     * What a time brought, not rounded.
     *
     * @param views as the public counter counts them, the public ones of the paid among them
     * @param engagedViews those that went beyond the first frame, all paid ones among them
     * @param paidViews those of {@code views} that were paid for
     */
    public record VideoDay(
            double views, double engagedViews, double paidViews, double likes, double comments, double subscribers) {}

    /** What a report says of its campaign for the time between two instants, in steps that have ended. */
    public synchronized AdFigures figures(long fromMillis, long toMillis) {
        settle(toMillis, false);
        return hours.between(fromMillis, toMillis);
    }

    /** Takes the tally on to the last full hour, or, where an intervention cuts the step, to the instant itself. */
    private void settle(long nowMillis, boolean cut) {
        for (long end = Audience.stepEnd(counters.untilMillis()); end <= nowMillis; end += Audience.HOUR) {
            take(end);
        }
        if (cut && nowMillis > counters.untilMillis()) {
            take(nowMillis);
        }
    }

    private void take(long toMillis) {
        AudienceCounters next = audience.step(counters, conditions, toMillis);
        hours.add(counters, next);
        ends.put(toMillis, next);
        ends.headMap(toMillis - REPORTED_DAYS * DAY_MILLIS, false).clear();
        commentTimes.note(toMillis, next.comments());
        counters = next;
    }

    /**
     * Records when a video had how many comments, hour by hour, so that each comment has a time. Not safe for threads.
     */
    static final class CommentTimes {
        private long[] times = new long[64];
        private double[] counts = new double[64];
        private int size;

        /** Notes a count that is higher than any before; where comments fell, nothing was posted. */
        void note(long atMillis, double count) {
            if (size > 0 && count <= counts[size - 1]) {
                return;
            }
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                counts = Arrays.copyOf(counts, size * 2);
            }
            times[size] = atMillis;
            counts[size] = count;
            size++;
        }

        /** When the comment with this number, from 1, was posted; between two notes by their line. */
        long of(long ordinal) {
            int found = Arrays.binarySearch(counts, 0, size, (double) ordinal);
            int at = found >= 0 ? found : -found - 1;
            if (at == 0 || at == size) {
                return times[Math.min(at, size - 1)];
            }
            double share = (ordinal - counts[at - 1]) / (counts[at] - counts[at - 1]);
            return times[at - 1] + (long) (share * (times[at] - times[at - 1]));
        }
    }

    /** Records what a campaign had done by the end of each step, so that reports can lag. Not safe for threads. */
    static final class AdHours {
        private static final AdFigures NOTHING = new AdFigures(0, 0, 0);

        private final NavigableMap<Long, AdFigures> ends = new TreeMap<>();

        void add(AudienceCounters before, AudienceCounters after) {
            if (after.costMicros() != before.costMicros()) {
                ends.put(
                        after.untilMillis(),
                        new AdFigures(
                                Math.round(after.costMicros()),
                                Math.round(after.impressions()),
                                Math.round(after.paidViews())));
            }
        }

        /**
         * What the steps brought that began at or after one instant and ended by another. Whole numbers, as Google
         * counts; what two parts of a time tell adds up to what the whole does.
         */
        AdFigures between(long fromMillis, long toMillis) {
            AdFigures before = until(fromMillis);
            AdFigures after = until(toMillis);
            return new AdFigures(
                    after.costMicros() - before.costMicros(),
                    after.impressions() - before.impressions(),
                    after.views() - before.views());
        }

        private AdFigures until(long millis) {
            Map.Entry<Long, AdFigures> last = ends.floorEntry(millis);
            return last == null ? NOTHING : last.getValue();
        }
    }
}
