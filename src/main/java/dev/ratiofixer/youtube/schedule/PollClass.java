package dev.ratiofixer.youtube.schedule;

import dev.ratiofixer.youtube.WatchPriority;
import java.time.Duration;

/**
 * Videos that are polled alike: same interval, same priority.
 *
 * @param interval wanted time between two polls of a video
 */
public record PollClass(WatchPriority priority, Duration interval) {
    private static final int EXACT_SECONDS = 100;

    /**
     * The class of a wish: not under the floor, and rounded down to two figures of seconds, so that there are few
     * classes however many different wishes there are.
     */
    public static PollClass of(WatchPriority priority, Duration wish, Duration floor) {
        if (wish.compareTo(floor) <= 0) {
            return new PollClass(priority, floor);
        }
        long seconds = Math.max(1, wish.toSeconds());
        long step = 1;
        while (seconds / step >= EXACT_SECONDS) {
            step *= 10;
        }
        Duration rounded = Duration.ofSeconds(seconds / step * step);
        return new PollClass(priority, rounded.compareTo(floor) < 0 ? floor : rounded);
    }
}
