package dev.ratiofixer.google.analytics;

import dev.ratiofixer.video.VideoId;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One report of one channel over whole days of Pacific time, both ends included.
 *
 * <p>Source: YouTube Analytics API v2, "Reports: query" and "Channel Reports" (2026-09).
 *
 * @param channelId the channel of whoever authorized; YouTube refuses any other
 * @param videos whose rows are wanted; none for a report that has no rows of videos
 */
public record AnalyticsQuery(
        AnalyticsReport report, String channelId, LocalDate start, LocalDate end, List<VideoId> videos) {
    /** The most rows that one answer holds. */
    public static final int MOST_ROWS = 10_000;

    /** The most videos of one filter. */
    public static final int MOST_VIDEOS = 500;

    /** The reports that are asked for, with their dimensions and metrics. */
    public enum AnalyticsReport {
        /** What each video got on each day. */
        VIDEO_DAYS(
                "video,day",
                "engagedViews,views,likes,dislikes,comments,shares,subscribersGained,averageViewPercentage"),
        /** Where the views of each video on each day came from; no report tells likes or comments by that. */
        SOURCE_DAYS("video,day,insightTrafficSourceType", "engagedViews,views"),
        /** The channel's days as a whole: with it one sees whether it is the filter that YouTube refuses. */
        CHANNEL_DAYS(
                "day", "engagedViews,views,likes,dislikes,comments,shares,subscribersGained,averageViewPercentage");

        private final String dimensions;
        private final String metrics;

        AnalyticsReport(String dimensions, String metrics) {
            this.dimensions = dimensions;
            this.metrics = metrics;
        }

        boolean filtersVideos() {
            return this != CHANNEL_DAYS;
        }
    }

    /** @throws IllegalArgumentException if YouTube would refuse it whatever the data */
    public AnalyticsQuery {
        videos = List.copyOf(videos);
        if (start.isAfter(end)
                || videos.size() > MOST_VIDEOS
                || report.filtersVideos() == videos.isEmpty()
                || !channelId.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("no query: " + report + " of " + channelId + " from " + start + " to "
                    + end + ", " + videos.size() + " videos");
        }
    }

    /**
     * The columns that say what a row is of. A filter of several videos makes {@code video} one of them; of a single
     * one, no report names it.
     */
    List<String> dimensions() {
        List<String> all = List.of(report.dimensions.split(",", -1));
        return videos.size() == 1
                ? all.stream().filter(name -> !name.equals("video")).toList()
                : all;
    }

    /** Everything after the origin. An id holds nothing that an address has to escape. */
    String pathAndQuery() {
        String filter = videos.isEmpty()
                ? ""
                : "&filters=video==" + videos.stream().map(VideoId::value).collect(Collectors.joining(","));
        return "/v2/reports?ids=channel==" + channelId + "&startDate=" + start + "&endDate=" + end + "&metrics="
                + report.metrics + "&dimensions=" + String.join(",", dimensions()) + "&maxResults=" + MOST_ROWS
                + filter;
    }
}
