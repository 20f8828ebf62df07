package dev.ratiofixer.campaign;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.youtube.Sampled;
import dev.ratiofixer.youtube.WatchPriority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a campaign is: what was read, what is expected of it, what is short, what was ordered, what is wrong.
 *
 * @param healthySince since when neither count was under the trigger, {@code null} while one is or none is known
 */
record Progress(
        Reading reading,
        Shortfall shortfall,
        Ordering ordering,
        WatchPriority priority,
        @Nullable Instant healthySince,
        List<Problem> problems) {

    /**
     * What was read; the expectation is an earlier sample's until the model has answered for this one.
     *
     * @param channel what is known of the video's channel; what was known once outlives YouTube's room, too
     * @param interval until the next sample as YouTube's room has it, {@code null} if it did not say
     */
    record Reading(
            @Nullable Sample sample,
            ChannelKnowledge channel,
            @Nullable Expectation expectation,
            Pace pace,
            @Nullable Duration interval) {
        static final Reading NONE = new Reading(null, ChannelKnowledge.unread(), null, Pace.UNKNOWN, null);

        /** The next reading. YouTube's room forgets with its process what came before, a campaign does not. */
        Reading next(Sampled news) {
            Sample next = news.sample();
            boolean fell = sample != null && next.counters().fellSince(sample.counters());
            Sample told = fell && !next.corrected()
                    ? new Sample(next.at(), next.counters(), next.countingRegime(), true)
                    : next;
            return new Reading(told, channel.after(news.channel()), expectation, pace.after(told), news.interval());
        }

        Reading expecting(@Nullable Expectation now) {
            return new Reading(sample, channel, now, pace, interval);
        }
    }

    /**
     * How it stands with the SMM verticle.
     *
     * @param change the last change of its orders that is counted in
     * @param asked whether an answer of the SMM verticle is awaited
     * @param lastAsked when it was last asked
     * @param askAgainAt from when asking makes sense again
     */
    record Ordering(
            OrderTotals totals,
            @Nullable Spend spend,
            long change,
            boolean asked,
            Instant lastAsked,
            Instant askAgainAt) {
        Ordering asking(Instant now) {
            return new Ordering(totals, spend, change, true, now, askAgainAt);
        }

        /** As it was stored; an answer that was awaited then will not come. */
        Ordering asked(CampaignSnapshot.Asked stored) {
            return new Ordering(totals, spend, change, false, stored.last(), stored.again());
        }

        Ordering answered(Instant askAgain) {
            return new Ordering(totals, spend, change, false, lastAsked, askAgain);
        }

        Ordering moved(OrderTotals newTotals, @Nullable Spend newSpend, long newChange) {
            return new Ordering(newTotals, newSpend, newChange, asked, lastAsked, askAgainAt);
        }
    }

    static Progress fresh(OrderTotals totals, @Nullable Spend spend) {
        return new Progress(
                Reading.NONE,
                Shortfall.NONE,
                new Ordering(totals, spend, 0, false, Instant.EPOCH, Instant.EPOCH),
                WatchPriority.URGENT,
                null,
                List.of());
    }

    Progress withReading(Reading newReading) {
        return new Progress(newReading, shortfall, ordering, priority, healthySince, problems);
    }

    Progress withOrdering(Ordering newOrdering) {
        return new Progress(reading, shortfall, newOrdering, priority, healthySince, problems);
    }

    Progress withPriority(WatchPriority newPriority) {
        return new Progress(reading, shortfall, ordering, newPriority, healthySince, problems);
    }

    Progress assessed(Shortfall newShortfall, WatchPriority newPriority, @Nullable Instant newHealthySince) {
        return new Progress(reading, newShortfall, ordering, newPriority, newHealthySince, problems);
    }

    /** With this problem added or told anew; a problem that goes on keeps the time it began. */
    Progress with(Problem problem) {
        Instant since = problems.stream()
                .filter(known -> known.code().equals(problem.code()))
                .map(Problem::since)
                .findFirst()
                .orElse(problem.since());
        List<Problem> told = new ArrayList<>(without(problem.code()).problems);
        told.add(new Problem(problem.code(), problem.detail(), since));
        return withProblems(told);
    }

    Progress without(String code) {
        return problems.stream().noneMatch(problem -> problem.code().equals(code))
                ? this
                : withProblems(problems.stream()
                        .filter(problem -> !problem.code().equals(code))
                        .toList());
    }

    private Progress withProblems(List<Problem> told) {
        return new Progress(reading, shortfall, ordering, priority, healthySince, List.copyOf(told));
    }
}
