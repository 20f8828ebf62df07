package dev.ratiofixer.youtube;

import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;

/** A new sample. It also ends any trouble told before. */
public record Sampled(VideoFacts facts, Sample sample, ChannelHistory channel) implements YouTubeNews {
    @Override
    public VideoId video() {
        return facts.id();
    }
}
