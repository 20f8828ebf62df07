package dev.ratiofixer.video;

import org.jspecify.annotations.Nullable;

/**
 * How a channel's earlier uploads of the same form did: the medians over up to 20 newest ones, each at its newest
 * reading.
 *
 * @param videos how many uploads the medians are of, 0 to 20
 * @param likeRate median of likes / views, {@code null} when no upload shows likes
 * @param commentRate median of comments / views, {@code null} when no upload shows comments
 */
public record ChannelHistory(
        int videos, @Nullable Double likeRate, @Nullable Double commentRate) {
    /** Nothing is known of the channel. */
    public static final ChannelHistory UNKNOWN = new ChannelHistory(0, null, null);
}
