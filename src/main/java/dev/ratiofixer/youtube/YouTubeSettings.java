package dev.ratiofixer.youtube;

import dev.ratiofixer.google.youtube.ApiSettings;
import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.settings.SettingsCheck;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code youtube}.
 *
 * @param origin YouTube Data API
 * @param interval shortest time between two polls of a video, in the engine's time
 * @param dailyUnits Google's units a day for this API project, {@code reserveUnits} included
 * @param dailyStatsCalls Google's calls of {@code videos:batchGetStats} a day
 * @param reserveUnits units of the day that polling leaves to owners' comments
 * @param historyUnits units of the day that reading channels' earlier uploads may take, {@code null} for a tenth of all
 * @param timeout how long a call may take, in real time
 */
public record YouTubeSettings(
        URI origin,
        Duration interval,
        int dailyUnits,
        int dailyStatsCalls,
        int reserveUnits,
        @Nullable Integer historyUnits,
        Duration timeout) {
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(36);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);
    private static final int MAX_BODY = 4 * 1024 * 1024;
    private static final int CONNECTIONS = 32;
    private static final int HISTORY_SHARE = 10;

    /** @throws IllegalArgumentException if a number or a duration is negative, or a duration is zero */
    public YouTubeSettings {
        if (!interval.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException("youtube.interval and youtube.timeout must be positive");
        }
        if (dailyUnits < 0 || dailyStatsCalls < 0 || reserveUnits < 0 || (historyUnits != null && historyUnits < 0)) {
            throw new IllegalArgumentException("youtube.daily_units and its like must not be negative");
        }
    }

    /** With a tenth of the day's units for channels' earlier uploads. */
    public YouTubeSettings(
            URI origin, Duration interval, int dailyUnits, int dailyStatsCalls, int reserveUnits, Duration timeout) {
        this(origin, interval, dailyUnits, dailyStatsCalls, reserveUnits, null, timeout);
    }

    /** Reports what is wrong with it. */
    public void check(SettingsCheck check, SecuritySettings security) {
        check.between("interval", interval, SHORTEST_INTERVAL, Duration.ofDays(1));
        check.between("timeout", timeout, Duration.ofSeconds(1), LONGEST_CALL);
        if (reserveUnits > dailyUnits) {
            check.problem("reserve_units", reserveUnits, "must not exceed youtube.daily_units");
        }
        if (historyUnits != null && historyUnits > dailyUnits) {
            check.problem("history_units", historyUnits, "must not exceed youtube.daily_units");
        }
        check.encrypted("origin", origin, security);
    }

    /** How the API is reached. */
    public ApiSettings api() {
        return new ApiSettings(origin, timeout, MAX_BODY, CONNECTIONS);
    }

    /** Units a day for everything but comments. */
    public int pollingUnits() {
        return dailyUnits - reserveUnits;
    }

    /** Units of the day that reading channels' earlier uploads may take. */
    public int unitsForHistory() {
        return historyUnits == null ? dailyUnits / HISTORY_SHARE : historyUnits;
    }
}
