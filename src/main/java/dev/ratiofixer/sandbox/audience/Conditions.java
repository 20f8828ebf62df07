package dev.ratiofixer.sandbox.audience;

import java.util.List;
import java.util.stream.Stream;

/**
 * What can be changed about a video from outside; holds until the next intervention.
 *
 * @param onAir false while the video is private or deleted: nobody sees it and no ad serves
 * @param commentsOpen false while comments are off
 * @param dailyBudgetMicros its campaign's share of the daily budget
 * @param adsEnabled whether its campaign serves
 */
public record Conditions(
        boolean onAir,
        boolean commentsOpen,
        double organicLikes,
        double organicComments,
        double paidLikes,
        double paidComments,
        long dailyBudgetMicros,
        boolean adsEnabled,
        List<Prompt> prompts) {

    /** Those of a video's temper, with its campaign serving at the opening budget. */
    public static Conditions opening(Temper temper, long dailyBudgetMicros) {
        return new Conditions(
                true,
                true,
                temper.organicLikes(),
                temper.organicComments(),
                temper.paidLikes(),
                temper.paidComments(),
                dailyBudgetMicros,
                true,
                List.of());
    }

    /** With the video shown or withdrawn, its comments open or off. */
    public Conditions exposed(boolean nowOnAir, boolean nowCommentsOpen) {
        return new Conditions(
                nowOnAir,
                nowCommentsOpen,
                organicLikes,
                organicComments,
                paidLikes,
                paidComments,
                dailyBudgetMicros,
                adsEnabled,
                prompts);
    }

    /** With other multiples of how often viewers like and comment. */
    public Conditions answering(double likes, double comments, double likesPaid, double commentsPaid) {
        return new Conditions(
                onAir, commentsOpen, likes, comments, likesPaid, commentsPaid, dailyBudgetMicros, adsEnabled, prompts);
    }

    /** With another daily budget. */
    public Conditions budgeted(long micros) {
        return new Conditions(
                onAir,
                commentsOpen,
                organicLikes,
                organicComments,
                paidLikes,
                paidComments,
                micros,
                adsEnabled,
                prompts);
    }

    /** With its campaign serving or paused. */
    public Conditions serving(boolean enabled) {
        return new Conditions(
                onAir,
                commentsOpen,
                organicLikes,
                organicComments,
                paidLikes,
                paidComments,
                dailyBudgetMicros,
                enabled,
                prompts);
    }

    /** With one more comment of the owner's. */
    public Conditions prompted(long atMillis) {
        List<Prompt> more = Stream.concat(prompts.stream(), Stream.of(new Prompt(atMillis, prompts.size() + 1)))
                .toList();
        return new Conditions(
                onAir,
                commentsOpen,
                organicLikes,
                organicComments,
                paidLikes,
                paidComments,
                dailyBudgetMicros,
                adsEnabled,
                more);
    }
}
