package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;

/**
 * Asks for samples of a video; sending it again changes the wish. Answered by {@code Done}; {@link WatchEvent} then
 * goes to the watcher's address. However many watch a video, it is polled once.
 *
 * @param watcher bus address that gets the news
 * @param channel what the watcher knows of the video's channel: it need not be read again before a day has passed
 * @param interval wanted time between samples; never polled more often than the floor
 */
public record Watch(String watcher, VideoId video, ChannelKnowledge channel, Duration interval, WatchPriority priority)
        implements BusMessage {
    /** By somebody who knows nothing of the channel. */
    public Watch(String watcher, VideoId video, Duration interval, WatchPriority priority) {
        this(watcher, video, ChannelKnowledge.unread(), interval, priority);
    }
}
