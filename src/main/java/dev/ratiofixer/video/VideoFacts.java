package dev.ratiofixer.video;

import java.time.Duration;
import java.time.Instant;

/** Holds what does not change about a video with every view. */
public record VideoFacts(
        VideoId id,
        String title,
        String channelId,
        Instant publishedAt,
        Duration duration,
        VideoForm form,
        Category category) {}
