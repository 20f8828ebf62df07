package dev.ratiofixer.youtube.history;

import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.VideoForm;
import java.time.Duration;
import java.time.Instant;

/** One upload of a channel at its newest reading. */
record UploadRecord(Instant publishedAt, VideoForm form, Duration duration, Counters counters) {}
