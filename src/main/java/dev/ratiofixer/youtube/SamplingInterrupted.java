package dev.ratiofixer.youtube;

import dev.ratiofixer.video.VideoId;
import java.time.Instant;

/**
 * No samples come at the moment. Told once when the trouble begins or changes.
 *
 * @param detail one sentence for people: what it is and what to do
 * @param since when it began
 */
public record SamplingInterrupted(VideoId video, WatchError trouble, String detail, Instant since)
        implements WatchEvent {}
