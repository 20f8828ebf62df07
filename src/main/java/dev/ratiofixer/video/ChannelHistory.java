package dev.ratiofixer.video;

import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import org.jspecify.annotations.Nullable;

/**
 * Sums up how a channel's earlier uploads of the same form did: the medians over up to 20 newest ones, each at its
 * newest sample.
 *
 * @param videos how many uploads the medians are of, 0 to 20
 * @param likeRate median of likes / views, {@code null} when no upload shows likes
 * @param commentRate median of comments / views, {@code null} when no upload shows comments
 * @param usual how far they were watched and how long they are, {@code null} when that is not known
 * @param counting in which unit of views this is and how first-frame views relate to it, {@code null} while all views
 *     of the form are counted in one way
 */
public record ChannelHistory(
        int videos,
        @Nullable Double likeRate,
        @Nullable Double commentRate,
        @Nullable UsualUpload usual,
        @Nullable ChannelCounting counting) {
    /** The most uploads that a history is of. Source: the engagement data set's {@code channel_videos}. */
    public static final int MOST_UPLOADS = 20;

    /** Nothing is known of the channel. */
    public static final ChannelHistory UNKNOWN = new ChannelHistory(0, null, null);

    /** Of uploads of which it is not known how far they were watched. */
    public ChannelHistory(int videos, @Nullable Double likeRate, @Nullable Double commentRate) {
        this(videos, likeRate, commentRate, null, null);
    }

    /** Of uploads that were all counted in one way. */
    public ChannelHistory(
            int videos, @Nullable Double likeRate, @Nullable Double commentRate, @Nullable UsualUpload usual) {
        this(videos, likeRate, commentRate, usual, null);
    }

    public ChannelHistory withUsual(@Nullable UsualUpload other) {
        return new ChannelHistory(videos, likeRate, commentRate, other, counting);
    }

    public ChannelHistory withCounting(@Nullable ChannelCounting other) {
        return new ChannelHistory(videos, likeRate, commentRate, usual, other);
    }
}
