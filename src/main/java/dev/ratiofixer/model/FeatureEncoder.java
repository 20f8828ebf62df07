package dev.ratiofixer.model;

import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@link Features} into the network's inputs, each about as large as 1. Views are not among them: they enter in
 * {@link QuantileHead}, where the answer's monotony in them is kept.
 *
 * <p>Stateless. A missing rate is a state of its own: its column says so, and the offset is that of a typical channel.
 */
public final class FeatureEncoder {
    /** The columns in order. A model made for another list is refused. */
    public static final List<String> NAMES = List.of(
            "log_age",
            "log_duration",
            "duration_unknown",
            "short",
            "short_first_frame",
            "short_first_frame_share",
            "log_channel_videos",
            "channel_unknown",
            "channel_hides_likes",
            "channel_like_rate",
            "channel_comment_rate",
            "channel_no_likes",
            "channel_no_comments",
            "channel_comments_per_like",
            "music",
            "gaming",
            "entertainment",
            "education",
            "other",
            "longer_than_1_minute",
            "longer_than_3_minutes",
            "longer_than_10_minutes",
            "longer_than_40_minutes",
            "usual_views",
            "usual_age",
            "usual_duration",
            "usual_uploads",
            "usual_unknown",
            "first_week",
            "usual_first_week",
            "live");

    /** The columns of what may be missing of a video itself: only the network's correction sees them. */
    public static final List<String> OF_DESCRIPTION = List.of(
            "log_duration",
            "duration_unknown",
            "short_first_frame",
            "short_first_frame_share",
            "music",
            "gaming",
            "entertainment",
            "education",
            "other",
            "longer_than_1_minute",
            "longer_than_3_minutes",
            "longer_than_10_minutes",
            "longer_than_40_minutes");

    /** How many inputs the network has. */
    public static final int WIDTH = NAMES.size();

    /** Log rate to input. */
    public static final double LIKE_RATE_SCALE = 0.6;

    public static final double COMMENT_RATE_SCALE = 1.2;
    /** Log views and log duration to input. */
    public static final double VIEWS_SCALE = 2.5;

    public static final double DURATION_SCALE = 1.5;

    private static final int FIRST_OF_USUAL = NAMES.indexOf("usual_views");
    private static final int USUAL_FIRST_WEEK = NAMES.indexOf("usual_first_week");
    private static final int FIRST_OF_CHANNEL = NAMES.indexOf("log_channel_videos");
    private static final int SHORT = NAMES.indexOf("short");

    private static final double MIN_AGE = 7;
    private static final double MAX_AGE = 168;
    private static final double LONGEST_SECONDS = 43_200;
    /** Usual views of the channels in the data. */
    private static final double FEWEST_USUAL = 10;

    private static final double MOST_USUAL = 5e6;
    /** Added to a rate before its logarithm: about the smallest rate that 20 uploads can show. */
    private static final double LIKE_FLOOR = 5e-4;

    private static final double COMMENT_FLOOR = 5e-5;

    /**
     * The log of likes per view that is expected before the network is asked: the channel's rate, moved from the age at
     * which its uploads were read to that of the row.
     */
    public static double likeOffset(Features row) {
        return logLikeRate(row) + FirstWeek.likes(row);
    }

    /** The same of comments. */
    public static double commentOffset(Features row) {
        return logCommentRate(row) + FirstWeek.comments(row);
    }

    /** The channel's likes per view on a log scale, drawn to the typical one as if one more upload had had that. */
    public static double logLikeRate(Features row) {
        double typical = typicalLikes(row.form() == VideoForm.SHORT);
        return shrunk(row.channel().videos(), row.channel().likeRate(), LIKE_FLOOR, typical);
    }

    /** The channel's comments per view, in the same way. */
    public static double logCommentRate(Features row) {
        double typical = typicalComments(row.form() == VideoForm.SHORT);
        return shrunk(row.channel().videos(), row.channel().commentRate(), COMMENT_FLOOR, typical);
    }

    /** Overwrites the inputs of the row at {@code at} that tell what the channel's uploads usually are: not known. */
    public static void withholdUsual(float[] target, int at) {
        addUsual(null, new NetworkColumns(target, at + FIRST_OF_USUAL));
        target[at + USUAL_FIRST_WEEK] = 0;
    }

    /** Overwrites the inputs of the row at {@code at} that tell of its channel: nothing is known of it. */
    public static void withholdChannel(float[] target, int at) {
        boolean isShort = target[at + SHORT] > 0;
        addChannel(
                ChannelHistory.UNKNOWN,
                Math.log(typicalLikes(isShort)),
                Math.log(typicalComments(isShort)),
                new NetworkColumns(target, at + FIRST_OF_CHANNEL));
        withholdUsual(target, at);
    }

    private static double typicalLikes(boolean isShort) {
        return isShort ? 0.045 : 0.043;
    }

    private static double typicalComments(boolean isShort) {
        return isShort ? 0.0011 : 0.0017;
    }

    private static double shrunk(int videos, @Nullable Double rate, double floor, double typical) {
        if (rate == null || videos == 0) {
            return Math.log(typical);
        }
        double trust = videos / (videos + 1.0);
        return trust * Math.log(rate + floor) + (1 - trust) * Math.log(typical);
    }

    /** Writes one row's {@link #WIDTH} inputs into {@code target} from {@code at} on. */
    public void encode(Features row, float[] target, int at) {
        ChannelHistory channel = row.channel();
        NetworkColumns columns = new NetworkColumns(target, at);
        columns.add((Math.log(Math.clamp(row.ageDays(), MIN_AGE, MAX_AGE)) - 3.8) / 1.2);
        boolean timed = row.durationSeconds() > 0;
        double duration = Math.log1p(Math.min((double) row.durationSeconds(), LONGEST_SECONDS));
        columns.add(timed ? (duration - 5) / DURATION_SCALE : 0);
        columns.add(!timed);
        addForm(row, columns);
        addChannel(channel, logLikeRate(row), logCommentRate(row), columns);
        for (Category category : Category.values()) {
            columns.add(row.category() == category);
        }
        columns.add(timed ? Math.tanh((duration - Math.log(62)) / 0.3) : 0);
        columns.add(timed ? Math.tanh((duration - Math.log(180)) / 0.3) : 0);
        columns.add(timed ? Math.tanh((duration - Math.log(600)) / 0.4) : 0);
        columns.add(timed ? Math.tanh((duration - Math.log(2400)) / 0.5) : 0);
        addUsual(channel.usual(), columns);
        columns.add(FirstWeek.early(row) / 1.5);
        columns.add(FirstWeek.early(channel.usual()) / 1.5);
        columns.add(row.live());
    }

    private static void addChannel(ChannelHistory channel, double likes, double comments, NetworkColumns columns) {
        columns.add(Math.log1p(Math.min(channel.videos(), ChannelHistory.MOST_UPLOADS)) / 3);
        columns.add(channel.videos() == 0);
        columns.add(channel.likeRate() == null);
        columns.add((likes + 3.2) / LIKE_RATE_SCALE);
        columns.add((comments + 6.5) / COMMENT_RATE_SCALE);
        columns.add(channel.likeRate() != null && channel.likeRate() == 0);
        columns.add(channel.commentRate() != null && channel.commentRate() == 0);
        columns.add(comments - likes + 3.3);
    }

    private static void addUsual(@Nullable UsualUpload usual, NetworkColumns columns) {
        if (usual == null) {
            for (int i = 0; i < 4; i++) {
                columns.add(0);
            }
            columns.add(true);
            return;
        }
        columns.add((Math.log1p(Math.clamp(usual.views(), FEWEST_USUAL, MOST_USUAL)) - 9) / VIEWS_SCALE);
        columns.add((Math.log(Math.clamp(usual.ageDays(), MIN_AGE, MAX_AGE)) - 4.5) / 0.6);
        double duration = Math.min(usual.durationSeconds(), LONGEST_SECONDS);
        columns.add(duration > 0 ? (Math.log1p(duration) - 5) / DURATION_SCALE : 0);
        columns.add(Math.log1p(Math.min(usual.uploads(), ChannelHistory.MOST_UPLOADS)) / 3);
        columns.add(false);
    }

    private static void addForm(Features row, NetworkColumns columns) {
        boolean isShort = row.form() == VideoForm.SHORT;
        boolean firstFrame = isShort && row.regime() == CountingRegime.FIRST_FRAME;
        columns.add(isShort);
        columns.add(firstFrame);
        columns.add(firstFrame ? FirstFrameShare.of(row, CountingRegime.SHORTS_CHANGED) : 0);
    }

    /** Where the next column goes. */
    private static final class NetworkColumns {
        private final float[] target;
        private int next;

        NetworkColumns(float[] target, int at) {
            this.target = target;
            this.next = at;
        }

        void add(double value) {
            target[next++] = (float) value;
        }

        void add(boolean flag) {
            target[next++] = flag ? 1 : 0;
        }
    }

    /**
     * Which part of a video's life lies after views of its form began to count at the first frame: one that was
     * released before has views of both kinds.
     */
    static final class FirstFrameShare {
        private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

        private FirstFrameShare() {}

        /** 0 to 1; 1 when the release is unknown. */
        static double of(Features row, Instant changedAt) {
            Instant published = row.publishedAt();
            if (published == null || row.ageDays() <= 0) {
                return 1;
            }
            double before = Duration.between(published, changedAt).toSeconds() / SECONDS_A_DAY;
            return Math.clamp((row.ageDays() - before) / row.ageDays(), 0, 1);
        }
    }
}
