package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.Audience;
import dev.ratiofixer.sandbox.audience.AudienceCounters;
import dev.ratiofixer.sandbox.audience.Conditions;
import java.util.function.UnaryOperator;

/** Simulates a replayed video whose audience responds to what is done for it. */
public final class LiveVideo implements Video {
    private final VideoMetadata metadata;
    private final Audience audience;
    private final AdHours hours = new AdHours();
    private final CommentTimes commentTimes = new CommentTimes();
    private Exposure exposure = Exposure.OPEN;
    private Conditions conditions;
    private AudienceCounters counters;

    LiveVideo(VideoMetadata metadata, Audience audience, Conditions conditions, long openedMillis) {
        this.metadata = metadata;
        this.audience = audience;
        this.conditions = conditions;
        this.counters = audience.opening(openedMillis, conditions.response());
        commentTimes.note(metadata.publishedMillis(), 0);
        commentTimes.note(openedMillis, counters.comments());
    }

    @Override
    public VideoMetadata metadata() {
        return metadata;
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
        commentTimes.note(counters.untilMillis(), counters.comments());
    }

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
        commentTimes.note(toMillis, next.comments());
        counters = next;
    }
}
