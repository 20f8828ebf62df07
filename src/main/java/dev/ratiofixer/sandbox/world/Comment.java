package dev.ratiofixer.sandbox.world;

/**
 * A top-level comment.
 *
 * @param ordinal its place among all of the video's, from 1 for the oldest
 */
public record Comment(
        String id,
        String videoId,
        String channelId,
        String authorChannelId,
        String authorName,
        String text,
        long atMillis,
        long ordinal) {}
