package dev.ratiofixer.youtube;

import dev.ratiofixer.google.youtube.ApiSettings;
import java.time.Duration;

/**
 * How YouTube is polled.
 *
 * @param interval shortest time between two polls of a video, in the engine's time
 * @param dailyUnits Google's units a day for this API project, {@code reserveUnits} included
 * @param dailyStatsCalls Google's calls of {@code videos:batchGetStats} a day
 * @param reserveUnits units of the day that polling leaves to owners' comments
 * @param historyUnits units of the day that reading channels' earlier uploads may take
 * @param breakerReset real time from opening the breaker to the next try
 * @param alone how long polling at an even pace goes on while the quota ledger is away; so much is kept at hand, and
 *     lost to the day if the process is killed
 */
public record YouTubeSettings(
        ApiSettings api,
        Duration interval,
        int dailyUnits,
        int dailyStatsCalls,
        int reserveUnits,
        int historyUnits,
        Duration breakerReset,
        Duration alone) {
    /** Where other nodes share the day: only a chunk is kept at hand. */
    public YouTubeSettings(
            ApiSettings api,
            Duration interval,
            int dailyUnits,
            int dailyStatsCalls,
            int reserveUnits,
            int historyUnits,
            Duration breakerReset) {
        this(api, interval, dailyUnits, dailyStatsCalls, reserveUnits, historyUnits, breakerReset, Duration.ZERO);
    }

    public YouTubeSettings {
        if (!interval.isPositive() || !breakerReset.isPositive()) {
            throw new IllegalArgumentException("youtube.interval and breakerReset must be positive");
        }
        if (dailyUnits < 0 || dailyStatsCalls < 0 || reserveUnits < 0 || historyUnits < 0) {
            throw new IllegalArgumentException("youtube.daily_units and its like must not be negative");
        }
        if (reserveUnits > dailyUnits) {
            throw new IllegalArgumentException("youtube.reserve_units must not be more than youtube.daily_units");
        }
    }

    /** Units a day for everything but comments. */
    public int pollingUnits() {
        return dailyUnits - reserveUnits;
    }
}
