package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.VideoId;

/**
 * Asks what a video is, with a first sample. Answered by a {@link DescribeOutcome}. Its channel's history takes more
 * calls, and comes with the news of a {@link Watch}.
 */
public record DescribeVideo(VideoId video) implements BusMessage {}
