package dev.ratiofixer.youtube;

import java.time.Duration;

/** Who wants news of a video, and how often. */
record Subscription(String address, Duration interval, WatchPriority priority) {}
