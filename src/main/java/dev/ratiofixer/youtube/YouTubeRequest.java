package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusMessage.BusRequest;
import dev.ratiofixer.bus.BusMessage.Done;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import java.time.Duration;

/**
 * What the YouTube verticle is asked at {@code Addresses.YOUTUBE}, with the answers.
 *
 * @param <R> the answer
 */
public sealed interface YouTubeRequest<R extends BusMessage> extends BusRequest<R> {
    /**
     * Asks what a video is, with a first sample. Answered by a {@link DescribeOutcome}. Its channel's history takes
     * more calls, and comes with the news of a {@link Watch}.
     */
    record DescribeVideo(VideoId video) implements YouTubeRequest<DescribeOutcome> {}

    /** The answer to {@link DescribeVideo}. */
    sealed interface DescribeOutcome extends BusMessage {
        /** It is public and this is it. */
        record Described(VideoFacts facts, Sample sample) implements DescribeOutcome {}

        /** It cannot be watched now. */
        record NotDescribed(WatchError trouble, String detail) implements DescribeOutcome {}
    }

    /**
     * Asks for samples of a video; sending it again changes the wish. Answered by {@code Done}; {@link WatchEvent} then
     * goes to the watcher. However many watch a video, it is polled once.
     *
     * @param watcher the id of the campaign that gets the news, at {@code Addresses.CAMPAIGNS}
     * @param channel what the watcher knows of the video's channel: it need not be read again before a day has passed
     * @param interval wanted time between samples; never polled more often than the floor
     */
    record Watch(String watcher, VideoId video, ChannelKnowledge channel, Duration interval, WatchPriority priority)
            implements YouTubeRequest<Done> {
        /** By somebody who knows nothing of the channel. */
        public Watch(String watcher, VideoId video, Duration interval, WatchPriority priority) {
            this(watcher, video, ChannelKnowledge.unread(), interval, priority);
        }
    }

    /** Who keeps the wanted interval longest when the day's quota does not reach for all. */
    enum WatchPriority {
        /** Young, fast-moving, off-target or spending money. */
        URGENT,
        /** Neither. */
        NORMAL,
        /** Old, slow and on target. */
        CALM
    }

    /** Ends a {@link Watch}; does nothing if there is none. Answered by {@code Done}. */
    record Unwatch(String watcher, VideoId video) implements YouTubeRequest<Done> {}

    /** Asks how polling is doing. Answered by a {@link YouTubeHealth}. */
    record GetYouTubeHealth() implements YouTubeRequest<YouTubeHealth> {}

    /** Asks what is known of a channel on this node, which costs no quota; the reply is {@link ChannelRead}. */
    record ReadChannel(String channelId) implements YouTubeRequest<ChannelRead> {}

    /**
     * The reply to {@link ReadChannel}.
     *
     * @param channel of its ordinary videos; {@link ChannelKnowledge.Unread} where this node watches no video of it
     */
    record ChannelRead(ChannelKnowledge channel) implements BusMessage {}
}
