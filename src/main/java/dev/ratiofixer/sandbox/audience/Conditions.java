package dev.ratiofixer.sandbox.audience;

import dev.ratiofixer.sandbox.audience.Audience.Response;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds what can be changed about a video from outside; in force until the next intervention.
 *
 * @param onAir false while the video is private or deleted: nobody sees it and no ad serves
 * @param commentsOpen false while comments are off
 */
public record Conditions(
        boolean onAir, boolean commentsOpen, Response response, Spending spending, List<Prompt> prompts) {

    /** A video in the open, with its campaign serving. */
    public static Conditions opening(Response response, long dailyMicros) {
        return new Conditions(true, true, response, new Spending(dailyMicros, true), List.of());
    }

    /** With the video shown or withdrawn, its comments open or off. */
    public Conditions exposed(boolean nowOnAir, boolean nowCommentsOpen) {
        return new Conditions(nowOnAir, nowCommentsOpen, response, spending, prompts);
    }

    /** With viewers who like and comment otherwise. */
    public Conditions answering(Response now) {
        return new Conditions(onAir, commentsOpen, now, spending, prompts);
    }

    /** With another daily budget. */
    public Conditions budgeted(long dailyMicros) {
        Spending now = new Spending(dailyMicros, spending.serving());
        return new Conditions(onAir, commentsOpen, response, now, prompts);
    }

    /** With its campaign serving or paused. */
    public Conditions serving(boolean nowServing) {
        Spending now = new Spending(spending.dailyMicros(), nowServing);
        return new Conditions(onAir, commentsOpen, response, now, prompts);
    }

    /** With one more comment of the owner's. */
    public Conditions prompted(long atMillis) {
        Prompt prompt = new Prompt(atMillis, prompts.size() + 1);
        List<Prompt> more = Stream.concat(prompts.stream(), Stream.of(prompt)).toList();
        return new Conditions(onAir, commentsOpen, response, spending, more);
    }

    /**
     * What a video's campaign may spend.
     *
     * @param dailyMicros its share of the daily budget
     * @param serving false while it is paused
     */
    public record Spending(long dailyMicros, boolean serving) {}

    /**
     * The owner's comment on its own video.
     *
     * @param atMillis when it was posted
     * @param nth which of the video's it is, from 1: each later one works less
     */
    public record Prompt(long atMillis, int nth) {
        private static final double COMMENTS_A_VIEW = 2.0;
        private static final double DECAY_MILLIS = 3 * 86_400_000.0;

        /** How many times the usual comments a view it adds at an instant. */
        public double strength(long nowMillis) {
            return COMMENTS_A_VIEW / nth * Math.exp(-(nowMillis - atMillis) / DECAY_MILLIS);
        }
    }
}
