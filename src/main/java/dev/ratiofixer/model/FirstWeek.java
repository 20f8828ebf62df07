package dev.ratiofixer.model;

import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import org.jspecify.annotations.Nullable;

/**
 * The first week of a video: its first viewers like and comment more, so likes per view fall with the logarithm of the
 * age until day 7. The network starts from this and learns what differs.
 *
 * <p>Source: the ratio within single videos of two public trending lists, relative to that at 5 to 8 days (music /
 * other): 2.1 / 1.5 at 3 to 6 hours, 1.75 / 1.5 at 12 to 24 hours, 1.4 / 1.2 on day 2. Comments are a little steeper.
 */
public final class FirstWeek {
    /** From here on nothing is different. */
    public static final double DAYS = 7;
    /** The youngest age that the data knows: a trending list tells it to within 6 hours. */
    public static final double YOUNGEST_DAYS = 0.25;

    /** So much younger than a week, in units of log age, is wholly in the first week: 5.2 days. */
    private static final double WHOLLY = 0.3;

    private static final double LIKES_OF_MUSIC = 0.21;
    private static final double LIKES_OF_OTHERS = 0.14;
    private static final double COMMENTS_OF_MUSIC = 0.25;
    private static final double COMMENTS_OF_OTHERS = 0.17;

    private FirstWeek() {}

    /** By how much log likes per view of this category fall in one unit of log age, up to day 7. */
    public static double likeSlope(Category category) {
        return category == Category.MUSIC ? LIKES_OF_MUSIC : LIKES_OF_OTHERS;
    }

    /** The same of comments. */
    public static double commentSlope(Category category) {
        return category == Category.MUSIC ? COMMENTS_OF_MUSIC : COMMENTS_OF_OTHERS;
    }

    /** How much younger than a week, in units of log age; 0 from day 7 on. */
    public static double early(double ageDays) {
        return Math.log(DAYS / Math.clamp(ageDays, YOUNGEST_DAYS, DAYS));
    }

    /** How much of what is only so in the first week holds for a row: 0 from day 7 on, 1 up to day 5. */
    static double share(Features row) {
        return Math.min(1, early(row) / WHOLLY);
    }

    /** Nothing is known of a Short's first week: it is as on day 7. */
    static double early(Features row) {
        return row.form() == VideoForm.SHORT || row.ageDays() >= DAYS ? 0 : early(row.ageDays());
    }

    static double early(@Nullable UsualUpload usual) {
        return usual == null || usual.ageDays() >= DAYS ? 0 : early(usual.ageDays());
    }

    /** What moves the channel's log rate of likes to the age of the row. */
    static double likes(Features row) {
        double younger = younger(row);
        return younger == 0 ? 0 : likeSlope(row.category()) * younger;
    }

    static double comments(Features row) {
        double younger = younger(row);
        return younger == 0 ? 0 : commentSlope(row.category()) * younger;
    }

    private static double younger(Features row) {
        return early(row)
                - (row.channel().videos() == 0 ? 0 : early(row.channel().usual()));
    }
}
