package dev.ratiofixer.config;

import java.time.Duration;

/**
 * Section {@code youtube}.
 *
 * @param interval how often a campaign's video is polled when the quota allows
 * @param dailyUnits quota units a day of this API project
 * @param dailyStatsCalls calls of {@code videos:batchGetStats} a day
 * @param reserveUnits units that polling leaves for the owner's comments
 * @param timeout how long a call may take
 */
public record YouTubeSection(
        String origin, Duration interval, int dailyUnits, int dailyStatsCalls, int reserveUnits, Duration timeout) {}
