package dev.ratiofixer.youtube;

import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A new sample. It also ends any trouble told before.
 *
 * @param interval until the next one as things stand; longer than wished for when the day's quota does not reach,
 *     {@code null} if that is not known
 */
public record Sampled(
        VideoFacts facts,
        Sample sample,
        ChannelHistory channel,
        @Nullable Duration interval) implements WatchEvent {
    @Override
    public VideoId video() {
        return facts.id();
    }
}
