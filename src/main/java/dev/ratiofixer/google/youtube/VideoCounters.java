package dev.ratiofixer.google.youtube;

import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import org.jspecify.annotations.Nullable;

/**
 * What one answer says of one video.
 *
 * @param facts only a {@link VideoCall#DETAILS} answer has them
 */
public record VideoCounters(
        VideoId id,
        Counters counters,
        Visibility visibility,
        @Nullable VideoFacts facts) {}
