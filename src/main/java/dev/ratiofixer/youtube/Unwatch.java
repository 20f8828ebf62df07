package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.VideoId;

/** Ends a {@link Watch}; does nothing if there is none. Answered by {@code Done}. */
public record Unwatch(String watcher, VideoId video) implements BusMessage {}
