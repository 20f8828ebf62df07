package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a watcher hears of its video. */
public sealed interface WatchEvent extends BusMessage {
    VideoId video();

    /**
     * A new sample. It also ends any trouble told before.
     *
     * @param channel nothing is to be expected of the sample while it is {@link ChannelKnowledge.Unread}; the same
     *     sample comes again once the channel was read
     * @param interval until the next one as things stand; longer than wished for when the day's quota does not reach,
     *     {@code null} if that is not known
     */
    record Sampled(
            VideoFacts facts,
            Sample sample,
            ChannelKnowledge channel,
            @Nullable Duration interval) implements WatchEvent {
        @Override
        public VideoId video() {
            return facts.id();
        }
    }

    /**
     * No samples come at the moment. Told once when the trouble begins or changes.
     *
     * @param detail one sentence for people: what it is and what to do
     * @param since when it began
     */
    record SamplingInterrupted(VideoId video, WatchError trouble, String detail, Instant since) implements WatchEvent {}

    /** Why a watched video yields no samples. */
    enum WatchError {
        /** Deleted, or its id is unknown. */
        VIDEO_GONE,
        /** Its owner made it private. */
        VIDEO_PRIVATE,
        /** It is there, and what YouTube says of it cannot be read. */
        READING_UNREADABLE,
        /** The day's quota is used up; it goes on after midnight Pacific time. */
        QUOTA_EXHAUSTED,
        /** The API key is refused; it is tried again after growing pauses, and at once when it changes. */
        KEY_INVALID,
        /** YouTube does not answer, or not sensibly. */
        UPSTREAM_DOWN;

        /** Whether the video cannot be seen; there is nothing to read of it until it can. */
        public boolean isAway() {
            return switch (this) {
                case VIDEO_GONE, VIDEO_PRIVATE -> true;
                case READING_UNREADABLE, QUOTA_EXHAUSTED, KEY_INVALID, UPSTREAM_DOWN -> false;
            };
        }
    }
}
