package dev.ratiofixer.sandbox.world;

/** A top-level comment that was posted through the sandbox. */
public record Comment(
        String id, String videoId, String channelId, String authorChannelId, String text, long atMillis) {}
