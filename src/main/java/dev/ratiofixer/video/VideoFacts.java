package dev.ratiofixer.video;

import java.time.Duration;
import java.time.Instant;

/** What a video is, as far as it does not change with every view. */
public record VideoFacts(
        VideoId id,
        String title,
        String channelId,
        Instant publishedAt,
        Duration duration,
        VideoForm form,
        Category category) {}
