package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.VideoId;

/** What a watcher hears of its video. */
public sealed interface YouTubeNews extends BusMessage permits Sampled, WatchTroubled {
    VideoId video();
}
