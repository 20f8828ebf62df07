package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.VideoId;

/** What a watcher hears of its video. */
public sealed interface WatchEvent extends BusMessage permits Sampled, SamplingInterrupted {
    VideoId video();
}
