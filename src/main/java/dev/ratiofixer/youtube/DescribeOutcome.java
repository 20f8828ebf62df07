package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;

/** The answer to {@link DescribeVideo}. */
public sealed interface DescribeOutcome extends BusMessage {
    /** It is public and this is it. */
    record Described(VideoFacts facts, Sample sample) implements DescribeOutcome {}

    /** It cannot be watched now. */
    record NotDescribed(WatchError trouble, String detail) implements DescribeOutcome {}
}
