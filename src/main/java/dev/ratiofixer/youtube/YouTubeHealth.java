package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How polling is doing on this node.
 *
 * @param problem what keeps all videos from being polled and what to do, {@code null} if nothing does
 * @param trouble its kind, {@code null} if nothing does
 * @param videos how many are watched
 * @param breaker {@code closed}, {@code open} or {@code half_open}
 * @param lastAnswer when YouTube last answered sensibly, {@code null} if it has not yet
 * @param oldestReading the oldest among the videos' last readings, which says how stale data can be; {@code null} if
 *     there is none
 * @param calls requests since the start, failed ones included
 * @param failures how many of them failed, by kind
 * @param samples readings told since the start
 * @param corrections how many of them had a counter fall
 * @param unreadable readings that made no sense, since the start
 */
public record YouTubeHealth(
        boolean available,
        @Nullable String problem,
        @Nullable WatchError trouble,
        int videos,
        String breaker,
        @Nullable Instant lastAnswer,
        @Nullable Instant oldestReading,
        long calls,
        Map<String, Long> failures,
        long samples,
        long corrections,
        long unreadable,
        List<BucketUse> quota,
        List<PriorityUse> intervals)
        implements BusMessage {
    public YouTubeHealth {
        failures = Map.copyOf(failures);
        quota = List.copyOf(quota);
        intervals = List.copyOf(intervals);
    }

    /**
     * The day's use of one bucket.
     *
     * @param day the Pacific day
     * @param left what this node may still hope for
     */
    public record BucketUse(String bucket, LocalDate day, int limit, int used, int left, Instant resetsAt) {}

    /**
     * What videos of one priority get.
     *
     * @param stretch how many times longer than wanted they wait
     * @param shortest the shortest interval that any of them gets, {@code null} if there is none
     */
    public record PriorityUse(
            WatchPriority priority,
            int videos,
            double stretch,
            @Nullable Duration shortest) {}
}
