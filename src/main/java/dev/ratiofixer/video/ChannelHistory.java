package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import org.jspecify.annotations.Nullable;

/**
 * Sums up how a channel's earlier uploads of the same form did: the medians over up to 20 newest ones, each at its
 * newest sample.
 *
 * @param videos how many uploads the medians are of, 0 to 20
 * @param keptLikeRate median of likes / views, NaN when no upload shows likes
 * @param keptCommentRate median of comments / views, NaN when no upload shows comments
 * @param usual how far they were watched and how long they are, {@code null} when that is not known
 * @param counting in which unit of views this is and how first-frame views relate to it, {@code null} while all views
 *     of the form are counted in one way
 */
public record ChannelHistory(
        int videos,
        @JsonIgnore double keptLikeRate,
        @JsonIgnore double keptCommentRate,
        @Nullable UsualUpload usual,
        @Nullable ChannelCounting counting) {
    /** The most uploads that a history is of. Source: the engagement data set's {@code channel_videos}. */
    public static final int MOST_UPLOADS = 20;

    /** Nothing is known of the channel. */
    public static final ChannelHistory UNKNOWN = new ChannelHistory(0, null, null);

    /** With {@code null} for a rate that no upload shows. */
    @JsonCreator
    public ChannelHistory(
            @JsonProperty("videos") int videos,
            @JsonProperty("like_rate") @Nullable Double likeRate,
            @JsonProperty("comment_rate") @Nullable Double commentRate,
            @JsonProperty("usual") @Nullable UsualUpload usual,
            @JsonProperty("counting") @Nullable ChannelCounting counting) {
        this(videos, kept(likeRate), kept(commentRate), usual, counting);
    }

    /** Of uploads of which it is not known how far they were watched. */
    public ChannelHistory(int videos, @Nullable Double likeRate, @Nullable Double commentRate) {
        this(videos, likeRate, commentRate, null, null);
    }

    /** Of uploads that were all counted in one way. */
    public ChannelHistory(
            int videos, @Nullable Double likeRate, @Nullable Double commentRate, @Nullable UsualUpload usual) {
        this(videos, likeRate, commentRate, usual, null);
    }

    /** The median of likes / views, {@code null} when no upload shows likes. */
    @JsonProperty("like_rate")
    public @Nullable Double likeRate() {
        return shown(keptLikeRate);
    }

    /** The median of comments / views, {@code null} when no upload shows comments. */
    @JsonProperty("comment_rate")
    public @Nullable Double commentRate() {
        return shown(keptCommentRate);
    }

    public ChannelHistory withUsual(@Nullable UsualUpload other) {
        return new ChannelHistory(videos, keptLikeRate, keptCommentRate, other, counting);
    }

    public ChannelHistory withCounting(@Nullable ChannelCounting other) {
        return new ChannelHistory(videos, keptLikeRate, keptCommentRate, usual, other);
    }

    private static double kept(@Nullable Double rate) {
        return rate == null ? Double.NaN : rate;
    }

    private static @Nullable Double shown(double kept) {
        return Double.isNaN(kept) ? null : kept;
    }
}
