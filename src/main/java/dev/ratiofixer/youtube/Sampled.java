package dev.ratiofixer.youtube;

import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A new sample. It also ends any trouble told before.
 *
 * @param channel nothing is to be expected of the sample while it is {@link ChannelKnowledge.Unread}; the same sample
 *     comes again once the channel was read
 * @param interval until the next one as things stand; longer than wished for when the day's quota does not reach,
 *     {@code null} if that is not known
 */
public record Sampled(
        VideoFacts facts,
        Sample sample,
        ChannelKnowledge channel,
        @Nullable Duration interval) implements WatchEvent {
    @Override
    public VideoId video() {
        return facts.id();
    }
}
