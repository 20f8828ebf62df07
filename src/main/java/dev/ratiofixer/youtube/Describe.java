package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.VideoId;

/** Asks what a video is, with a first sample and its channel's history. Answered by a {@link DescribeOutcome}. */
public record Describe(VideoId video) implements BusMessage {}
