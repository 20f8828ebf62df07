package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a channel's ordinary videos are counted since views count at the first frame, as far as its own uploads tell. The
 * rates and usual views of the {@link ChannelHistory} that it belongs to are in {@code unit}.
 *
 * @param since when the counting changed
 * @param unit in which the channel's history is, and in which expectations of its videos are made
 * @param logFactor natural logarithm of the first-frame views that one engaged view comes with, not negative
 * @param logFactorVariance how uncertain that is: the variance of {@code logFactor}
 * @param factorUploads how many old uploads told the factor; without any it is what is usual
 * @param uploads other uploads of the channel that were counted at the first frame all their life, newest first
 */
public record ChannelCounting(
        Instant since,
        ViewUnit unit,
        double logFactor,
        double logFactorVariance,
        int factorUploads,
        List<NewUpload> uploads) {
    /**
     * The exponent with which views grow with a video's age. Source: in the engagement data the median of views rises
     * 1.44 times from day 7 to 28, 1.22 times to day 84 and 1.11 times to day 168.
     */
    private static final double GROWTH = 0.22;

    /**
     * An upload that was counted at the first frame all its life, at its newest reading. In JSON it is an array, as
     * there are up to twenty with every campaign.
     *
     * @param views as counted, at the first frame
     * @param likes {@code null} when hidden
     * @param comments {@code null} when off
     * @param durationSeconds 0 when unknown
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"views", "likes", "comments", "ageDays", "durationSeconds", "category"})
    public record NewUpload(
            long views,
            @Nullable Long likes,
            @Nullable Long comments,
            double ageDays,
            long durationSeconds,
            Category category) {}

    public ChannelCounting {
        uploads = List.copyOf(uploads);
        if (!(logFactor >= 0 && logFactor < 10 && logFactorVariance >= 0 && logFactorVariance < 10)) {
            throw new IllegalArgumentException("no factor of views: " + logFactor + ", variance " + logFactorVariance);
        }
    }

    /** Views counted at the first frame for one engaged view. */
    public double factor() {
        return Math.exp(logFactor);
    }

    /** The same channel, of which no upload was counted at the first frame. */
    public ChannelCounting withoutUploads() {
        return new ChannelCounting(since, unit, logFactor, logFactorVariance, factorUploads, List.of());
    }

    /**
     * The engaged views in views as they were counted, of a video of an age.
     *
     * @param publishedAt {@code null} when unknown: then all of its life is taken to lie after the change
     */
    public double engaged(double views, @Nullable Instant publishedAt, double ageDays) {
        return engaged(views, firstFrameShare(publishedAt, ageDays, since), factor());
    }

    /**
     * The engaged views in views of which some were counted at the first frame.
     *
     * @param share of the engaged views that were counted so
     * @param factor first-frame views for one engaged view
     */
    public static double engaged(double views, double share, double factor) {
        return views / (1 - share + share * factor);
    }

    /** Which part of its engaged views a video of an age collected after {@code since}: 0 to 1. */
    public static double firstFrameShare(@Nullable Instant publishedAt, double ageDays, Instant since) {
        if (publishedAt == null || !publishedAt.isBefore(since) || ageDays <= 0) {
            return 1;
        }
        double before = (since.getEpochSecond() - publishedAt.getEpochSecond()) / 86_400.0;
        return before >= ageDays ? 0 : 1 - Math.pow(before / ageDays, GROWTH);
    }
}
